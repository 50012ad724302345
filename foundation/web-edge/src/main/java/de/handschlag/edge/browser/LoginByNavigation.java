package de.handschlag.edge.browser;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;

/**
 * Only what the browser shows in its window leads to the identity provider. A script, picture or frame could not show the
 * login anyway, and each would leave an unfinished login behind (see {@link UnfinishedLogins}).
 */
@ApplicationScoped
class LoginByNavigation implements JavaScriptRequestChecker {

    @Override
    public boolean isJavaScriptRequest(RoutingContext request) {
        String destination = request.request().getHeader("Sec-Fetch-Dest");
        return destination != null && !destination.equals("document")
                || request.request().getHeader("X-Requested-With") != null;
    }
}
