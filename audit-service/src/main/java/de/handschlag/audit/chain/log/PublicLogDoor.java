package de.handschlag.audit.chain.log;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import de.handschlag.problem.ProblemType;

/**
 * Lets whoever has one of the operator's tokens read the log. They are not access tokens of an identity provider, as those who follow a
 * log need no login.
 */
@Provider
@PublicLog
class PublicLogDoor implements ContainerRequestFilter, ContainerResponseFilter {

    private final PublicLogTokens tokens;

    PublicLogDoor(PublicLogTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!tokens.permit(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(
                    ProblemType.UNAUTHENTICATED.builder("The operator gives this log's token to those who follow it.")
                            .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"log\"").build().toResponse());
        }
    }

    /** What only some may read must not stay in a cache for all. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String cache = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        if (cache != null && !tokens.isForEverybody()) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, cache.replace("public,", "private,"));
        }
    }
}
