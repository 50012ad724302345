package de.handschlag.edge.browser;

import io.vertx.ext.web.RoutingContext;

/** Where browsers log in by code flow and are known by a cookie. Everything else is for bearer tokens, or public. */
public final class BrowserPaths {

    /** The path of every cookie; the shared settings name it too ({@code quarkus.oidc.web.authentication.cookie-path}). */
    public static final String ROOT = "/app";
    /** Where the identity provider leads back to ({@code quarkus.oidc.web.authentication.redirect-path}). */
    public static final String LOGIN = ROOT + "/login";
    /** Ends the session ({@code quarkus.oidc.web.logout.path}). */
    static final String LOGOUT = ROOT + "/logout";

    private BrowserPaths() {}

    /** Whether the request is for a browser's path, after dots and needless percent signs in its path are resolved. */
    public static boolean contain(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }
}
