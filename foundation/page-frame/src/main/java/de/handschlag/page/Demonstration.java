package de.handschlag.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;

/**
 * What start pages say in a demonstration: what to try, and with which logins. There is none unless {@code deploy/run} plays one on
 * this machine; a service that could be reached from elsewhere, or that has cookies as in production, does not start with it.
 */
@ApplicationScoped
@Named("demonstration")
@Unremovable // Templates look it up by themselves.
public class Demonstration {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final List<Login> logins;
    private final @Nullable String persons;
    private final @Nullable String offices;
    private final @Nullable String officers;

    Demonstration(@ConfigProperty(name = "handschlag.demonstration.logins") Optional<List<String>> logins,
            @ConfigProperty(name = "handschlag.consent.url") Optional<String> persons,
            @ConfigProperty(name = "handschlag.registry.url") Optional<String> offices,
            @ConfigProperty(name = "handschlag.audit.url") Optional<String> officers) {
        this.logins = logins.orElse(List.of()).stream().map(Login::of).toList();
        this.persons = persons.orElse(null);
        this.offices = offices.orElse(null);
        this.officers = officers.orElse(null);
    }

    /** A login that anybody may use: it is of nobody. */
    public record Login(String name, String password) {

        /** @param text the name, a colon, and the password */
        static Login of(String text) {
            String[] parts = text.strip().split(":", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException(
                        "handschlag.demonstration.logins has the form name:password,name:password");
            }
            return new Login(parts[0], parts[1]);
        }
    }

    void check(@Observes StartupEvent start, @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        check(isOn(), secure, host);
    }

    static void check(boolean on, boolean secure, String host) {
        if (on && (secure || !LOOPBACK.contains(host))) {
            throw new IllegalStateException("handschlag.demonstration.logins shows passwords to everybody. It is for a"
                    + " demonstration on loopback without secure cookies; remove it.");
        }
    }

    public boolean isOn() {
        return !logins.isEmpty();
    }

    /** Those for this service's pages. */
    public List<Login> logins() {
        return logins;
    }

    /** Where persons' pages are; null if this service does not know. */
    public @Nullable String persons() {
        return persons;
    }

    /** Where offices' pages are; null if this service does not know. */
    public @Nullable String offices() {
        return offices;
    }

    /** Where the data-protection officers' pages are; null if this service does not know. */
    public @Nullable String officers() {
        return officers;
    }
}
