package de.handschlag.page;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.browser.BrowserPaths;

/**
 * Headers of every page, whoever made it. A page may show its own style sheet and pictures, send forms to its own service and do
 * nothing else; what is no page keeps the stricter policy that all answers have (service-settings).
 */
@ApplicationScoped
class PageHeaders {

    private static final int BEFORE_AUTHENTICATION = 389;

    private final LanguageChoice languages;
    private final String policy;

    PageHeaders(LanguageChoice languages, @ConfigProperty(name = "handschlag.oidc.issuer") URI issuer) {
        this.languages = languages;
        // A form that is sent when the session has ended is redirected to the issuer, which browsers hold against form-action too.
        this.policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
                + "media-src 'self'; form-action 'self' " + issuer.getScheme() + "://" + issuer.getAuthority()
                + "; frame-ancestors 'none'; base-uri 'none'";
    }

    void register(@Observes Filters filters) {
        filters.register(this::announce, BEFORE_AUTHENTICATION);
    }

    private void announce(RoutingContext request) {
        if (BrowserPaths.contain(request)) {
            request.addHeadersEndHandler(_ -> complete(request));
        }
        request.next();
    }

    private void complete(RoutingContext request) {
        HttpServerResponse response = request.response();
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("text/html")) {
            return;
        }
        response.putHeader("Content-Security-Policy", policy)
                // With the stricter policy of other answers, browsers send forms with the origin "null", which is refused.
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, languages.of(request).tag())
                .putHeader(HttpHeaders.VARY, "Cookie, Accept-Language");
    }
}
