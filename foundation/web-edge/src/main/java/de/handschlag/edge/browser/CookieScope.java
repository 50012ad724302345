package de.handschlag.edge.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Outside the browser's paths no cookie is read. A browser does not send ours there, since they have a path; but the OIDC
 * extension would take one wherever it comes, and even judge a bearer token that comes with it by the cookie instead.
 */
@ApplicationScoped
class CookieScope {

    void register(@Observes Filters filters) {
        filters.register(CookieScope::withoutCookies, FilterOrder.COOKIE_SCOPE);
    }

    private static void withoutCookies(RoutingContext request) {
        if (!BrowserPaths.contain(request)) {
            request.request().headers().remove(HttpHeaders.COOKIE);
        }
        request.next();
    }
}
