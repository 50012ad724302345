package de.handschlag.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.browser.BrowserPaths;

/**
 * Tells a person that their login has ended by time, instead of asking for the password without a word. A cookie says that somebody
 * was logged in here; whoever is sent to the login with it is led to a page that explains, and from there back to where they were. What
 * the browser remembers of a login goes with it, as others may use the same telephone.
 */
@ApplicationScoped
public class SessionEnd {

    /** With what the names of cookies begin that nobody needs after the logout, or when a login has ended by time; their path is {@code /app}. */
    public static final String OF_A_LOGIN = "hs-login-";

    static final String ENDED = BrowserPaths.ROOT + "/ended";
    private static final String LOGOUT = BrowserPaths.ROOT + "/logout";
    private static final String WAS_LOGGED_IN = "hs-in";
    private static final String SESSION_COOKIE = "q_session";
    /** As long as the identity provider keeps a session at most. */
    private static final long SECONDS = 36_000;
    /** After the doorstep and before authentication. */
    private static final int BEFORE_AUTHENTICATION = 387;

    private final PageSettings settings;
    private final String issuer;
    private final boolean secure;

    SessionEnd(PageSettings settings, @ConfigProperty(name = "handschlag.oidc.issuer") String issuer,
            @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.settings = settings;
        this.issuer = issuer;
        this.secure = secure;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_AUTHENTICATION);
    }

    private void watch(RoutingContext request) {
        String path = request.normalizedPath();
        if (BrowserPaths.contain(request) && settings.face().at(path) == Face.PERSON) {
            boolean wasLoggedIn = has(request, WAS_LOGGED_IN);
            if (path.equals(LOGOUT) || path.equals(ENDED)) {
                remember(request, 0);
                forgetWhatIsOfTheLogin(request);
            } else if (wasLoggedIn) {
                request.addHeadersEndHandler(_ -> explain(request, path));
            } else if (has(request, SESSION_COOKIE)) {
                remember(request, SECONDS);
            }
        }
        request.next();
    }

    private void explain(RoutingContext request, String path) {
        String location = request.response().headers().get(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(issuer)) {
            request.response().putHeader(HttpHeaders.LOCATION,
                    ENDED + "?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        }
    }

    /** The page where somebody was; the first one if the text is no address of a page. */
    static String pageOf(@Nullable String path) {
        return path != null && path.matches("/app(/[A-Za-z0-9_-]+)*") ? path : BrowserPaths.ROOT;
    }

    private void forgetWhatIsOfTheLogin(RoutingContext request) {
        request.request().cookies().stream().map(Cookie::getName).filter(name -> name.startsWith(OF_A_LOGIN)).distinct()
                .forEach(name -> set(request, name, "", 0));
    }

    private static boolean has(RoutingContext request, String cookie) {
        return request.request().cookies().stream().anyMatch(sent -> sent.getName().startsWith(cookie));
    }

    private void remember(RoutingContext request, long seconds) {
        set(request, WAS_LOGGED_IN, "1", seconds);
    }

    private void set(RoutingContext request, String name, String value, long seconds) {
        request.response().addCookie(Cookie.cookie(name, value).setPath(BrowserPaths.ROOT).setMaxAge(seconds)
                .setHttpOnly(true).setSecure(secure).setSameSite(CookieSameSite.LAX));
    }
}
