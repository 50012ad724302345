package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

import de.handschlag.problem.ProblemType;

/**
 * Lets whoever has one of the operator's tokens read the log; everybody, if there is none (RFC 6750). They are not access tokens of an
 * identity provider, as those who follow a log need no login.
 */
@Provider
@PublicLog
class PublicLogDoor implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String SCHEME = "Bearer ";
    private static final int SHORTEST = 32;

    private final List<byte[]> digests;

    PublicLogDoor(LogSettings settings) {
        List<String> tokens = settings.publicTokens().orElse(List.of());
        if (tokens.stream().anyMatch(token -> token.length() < SHORTEST)) {
            throw new IllegalArgumentException(
                    "a token of handschlag.log.public-tokens has at least " + SHORTEST + " characters");
        }
        digests = tokens.stream().map(PublicLogDoor::digest).toList();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (digests.isEmpty() || (given != null && isKnown(given))) {
            return;
        }
        request.abortWith(
                ProblemType.UNAUTHENTICATED.builder("The operator gives this log's token to those who follow it.")
                        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"log\"").build().toResponse());
    }

    /** Digests are compared, so that neither length nor beginning of a token takes another time. */
    private boolean isKnown(String given) {
        if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] digest = digest(given.substring(SCHEME.length()).strip());
        return digests.stream().map(known -> MessageDigest.isEqual(known, digest)).reduce(false, Boolean::logicalOr);
    }

    /** What only some may read must not stay in a cache for all. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String cache = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        if (!digests.isEmpty() && cache != null) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, cache.replace("public,", "private,"));
        }
    }

    private static byte[] digest(String token) {
        return TreeHasher.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
