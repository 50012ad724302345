package de.handschlag.edge.browser;

import java.net.URI;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.ProblemType;

/**
 * A change below {@code /app} is accepted from the service's own pages only. The browser says where a request comes from
 * (Fetch Metadata, {@code Sec-Fetch-Site}; before 2023 not in Safari) and, for every change, from which origin
 * ({@code Origin}, RFC 6454). SameSite cookies alone do not do: a sibling subdomain and another port are the same site.
 *
 * <p>The API needs no such check: it takes no cookie (see {@link CookieScope}), so another page has nothing to borrow there.
 */
@ApplicationScoped
class CrossOriginProtection {

    static final ProblemType CROSS_ORIGIN = new ProblemType("cross-origin-request", 403,
            "The request does not come from this service's own pages",
            "Die Anfrage kommt nicht von den eigenen Seiten dieses Dienstes",
            "Open this service's own page and do it there.");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void register(@Observes Filters filters) {
        filters.register(CrossOriginProtection::check, FilterOrder.CROSS_ORIGIN_PROTECTION);
    }

    private static void check(RoutingContext context) {
        if (isAccepted(context)) {
            context.next();
        } else {
            refuse(context.request());
        }
    }

    private static boolean isAccepted(RoutingContext context) {
        if (!BrowserPaths.contain(context)) {
            return true;
        }
        if (!READING.contains(context.request().method())) {
            return comesFromOwnPages(context.request());
        }
        return !context.normalizedPath().equals(BrowserPaths.LOGOUT) || mayComeFromOwnPages(context.request());
    }

    private static void refuse(HttpServerRequest request) {
        // A body that nobody reads would keep the connection from its next request.
        request.resume();
        JsonObject problem = new JsonObject().put("type", CROSS_ORIGIN.uri().toString())
                .put("status", CROSS_ORIGIN.status()).put("title", CROSS_ORIGIN.title())
                .put("titleDe", CROSS_ORIGIN.titleDe()).put("nextStep", CROSS_ORIGIN.nextStep());
        request.response().setStatusCode(CROSS_ORIGIN.status()).putHeader("Content-Type", "application/problem+json")
                .end(problem.encode());
    }

    /** For a change: the browser must say that it comes from here, and nothing may contradict. */
    private static boolean comesFromOwnPages(HttpServerRequest request) {
        List<String> site = request.headers().getAll("Sec-Fetch-Site");
        List<String> origin = request.headers().getAll("Origin");
        return site.size() + origin.size() > 0 && (site.isEmpty() || site.equals(List.of("same-origin")))
                && (origin.isEmpty() || origin.size() == 1 && isOwn(origin.getFirst(), request));
    }

    /**
     * For the one address at which even reading changes something: a logout. It is a link on pages and may be typed, so nothing
     * may contradict, and a browser too old to say anything is believed; the worst is that somebody has to log in again.
     */
    private static boolean mayComeFromOwnPages(HttpServerRequest request) {
        return Set.of("same-origin", "none").containsAll(request.headers().getAll("Sec-Fetch-Site"))
                && request.headers().getAll("Origin").stream().allMatch(origin -> isOwn(origin, request));
    }

    /**
     * Whether the origin is the host that the request was sent to. The scheme does not count unless this connection is
     * encrypted itself: a proxy may have taken the encryption off.
     */
    private static boolean isOwn(String origin, HttpServerRequest request) {
        URI from;
        try {
            from = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (from.getScheme() == null || from.getHost() == null || request.authority() == null
                || request.isSSL() && !from.getScheme().equals("https")) {
            return false; // "null" is the origin of a sandboxed frame or a local file.
        }
        int usual = from.getScheme().equals("https") ? 443 : 80;
        return from.getHost().equalsIgnoreCase(request.authority().host())
                && port(from.getPort(), usual) == port(request.authority().port(), usual);
    }

    private static int port(int named, int usual) {
        return named > 0 ? named : usual;
    }
}
