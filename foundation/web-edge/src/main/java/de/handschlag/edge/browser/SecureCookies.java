package de.handschlag.edge.browser;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;

/**
 * Cookies are marked {@code Secure}, so that no browser sends them unencrypted. Without that the service starts on loopback
 * only: on a developer's machine there is no TLS, and not every browser takes a Secure cookie from http://localhost.
 */
@ApplicationScoped
class SecureCookies {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    void check(@Observes StartupEvent start, @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        check(secure, host);
    }

    static void check(boolean secure, String host) {
        if (!secure && !LOOPBACK.contains(host)) {
            throw new IllegalStateException(
                    "handschlag.browser.secure-cookies=false is for services on loopback, and this " + "one listens on "
                            + host + ". Leave it true, or set quarkus.http.host=127.0.0.1.");
        }
    }
}
