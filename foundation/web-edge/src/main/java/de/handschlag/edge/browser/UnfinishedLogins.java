package de.handschlag.edge.browser;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Forgets logins that were begun and left. Each leaves a cookie for some minutes, with where it leads back to; somebody who
 * opens many tabs, or a page that opens them for them, would soon have so many that no request fits the header's limit
 * (431). The newest stay, so that several tabs can log in at once.
 */
@ApplicationScoped
class UnfinishedLogins {

    /** What the OIDC extension begins the name of such a cookie with; the login's {@code state} is its end. */
    private static final String STATE_COOKIE = "q_auth";
    private static final int MOST = 5;
    /** In characters of the Cookie header, for all of them: addresses that a login leads back to may be long. */
    private static final int MOST_TOGETHER = 4096;

    private final boolean secure;

    UnfinishedLogins(@ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.secure = secure;
    }

    void register(@Observes Filters filters) {
        filters.register(this::forgetOldest, FilterOrder.UNFINISHED_LOGINS);
    }

    private void forgetOldest(RoutingContext request) {
        if (BrowserPaths.contain(request)) {
            surplus(request.request().headers().getAll(HttpHeaders.COOKIE), request.queryParam("state"))
                    .forEach(name -> request.response().addCookie(Cookie.cookie(name, "").setPath(BrowserPaths.ROOT)
                            .setMaxAge(0).setHttpOnly(true).setSecure(secure)));
        }
        request.next();
    }

    /**
     * Names of those to forget.
     *
     * @param headers   Cookie headers; browsers name the oldest first (RFC 6265, 5.4)
     * @param finishing the {@code state} of a login that comes back with this request; its cookie is not touched
     */
    static List<String> surplus(List<String> headers, List<String> finishing) {
        List<String> unfinished = new ArrayList<>();
        for (String header : headers) {
            for (String cookie : header.split(";")) {
                if (cookie.strip().startsWith(STATE_COOKIE)) {
                    unfinished.addFirst(cookie.strip());
                }
            }
        }
        List<String> surplus = new ArrayList<>();
        int together = 0;
        int kept = 0;
        for (String cookie : unfinished) {
            String name = cookie.split("=", 2)[0];
            if (finishing.stream().anyMatch(state -> name.endsWith("_" + state))) {
                continue;
            }
            together += cookie.length();
            if (++kept > MOST || together > MOST_TOGETHER) {
                surplus.add(name);
            }
        }
        return surplus;
    }
}
