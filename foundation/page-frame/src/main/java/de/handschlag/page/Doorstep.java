package de.handschlag.page;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.browser.BrowserPaths;

/**
 * The ways in and out that are no pages. The bare address leads to the start page. "Leave quickly" ends the session here and at
 * the identity provider, as on a shared phone the next one must not be let in, and then leads to a page that anybody may have open:
 * the logout comes back to the start page, and a cookie that lives a minute says that it is to be left at once.
 */
@ApplicationScoped
class Doorstep {

    static final String START = BrowserPaths.ROOT + "/start";
    static final String LEAVE = BrowserPaths.ROOT + "/leave";
    private static final String LOGOUT = BrowserPaths.ROOT + "/logout";
    private static final String LEAVING = "hs-leaving";
    private static final String SESSION_COOKIE = "q_session";
    private static final int BEFORE_AUTHENTICATION = 388;

    private final String leaveTo;
    private final boolean secure;

    Doorstep(PageSettings settings, @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.leaveTo = settings.leaveTo().toString();
        this.secure = secure;
    }

    void register(@Observes Filters filters) {
        filters.register(this::lead, BEFORE_AUTHENTICATION);
    }

    private void lead(RoutingContext request) {
        if (!Set.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.request().method())) {
            request.next();
            return;
        }
        switch (request.normalizedPath()) {
            case "/" -> redirect(request, START);
            case LEAVE -> {
                if (has(request, SESSION_COOKIE)) {
                    remember(request, 60);
                    redirect(request, LOGOUT);
                } else {
                    redirect(request, leaveTo);
                }
            }
            case START -> {
                if (has(request, LEAVING)) {
                    remember(request, 0);
                    redirect(request, leaveTo);
                } else {
                    request.next();
                }
            }
            default -> request.next();
        }
    }

    private static boolean has(RoutingContext request, String cookie) {
        return request.request().cookies().stream().anyMatch(sent -> sent.getName().startsWith(cookie));
    }

    private void remember(RoutingContext request, long seconds) {
        request.response().addCookie(Cookie.cookie(LEAVING, "1").setPath(BrowserPaths.ROOT).setMaxAge(seconds)
                .setHttpOnly(true).setSecure(secure).setSameSite(CookieSameSite.LAX));
    }

    private static void redirect(RoutingContext request, String to) {
        request.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, to).end();
    }
}
