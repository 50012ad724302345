package de.handschlag.edge.browser;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.ProblemType;
import de.handschlag.problem.StepUp;

/**
 * No token, or one that does not count: a browser is led to the login, and everybody else gets the problem
 * {@code unauthenticated} with the challenge that fits. The library's own mappers read a form of the challenge that Quarkus gave
 * up with 3.33, and would answer 500.
 */
class UnauthenticatedRequests {

    /** The library registers its mappers with 999. */
    private static final int BEFORE_THE_LIBRARY = 500;

    @ServerExceptionMapper(priority = BEFORE_THE_LIBRARY)
    Uni<Response> failed(AuthenticationFailedException exception, RoutingContext request) {
        return challenged(request);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_LIBRARY)
    Uni<Response> missing(UnauthorizedException exception, RoutingContext request) {
        return challenged(request);
    }

    /** Of a browser's session that counts no more: it is over, and the next page begins a login. */
    @ServerExceptionMapper(priority = BEFORE_THE_LIBRARY)
    Response ended(AuthenticationCompletionException exception, RoutingContext request) {
        return problem(request).build();
    }

    private static Uni<Response> challenged(RoutingContext request) {
        HttpAuthenticator authenticator = requireNonNull(request.get(HttpAuthenticator.class.getName()));
        return authenticator.getChallenge(request).map(challenge -> answer(request, challenge));
    }

    private static Response answer(RoutingContext request, ChallengeData challenge) {
        Response.ResponseBuilder answer = challenge.status == 401
                ? problem(request)
                : Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        if (challenge.status == 401 && !BrowserPaths.contain(request)) {
            StepUp.challenge(request).ifPresent(levels -> answer.header(HttpHeaders.WWW_AUTHENTICATE, null)
                    .header(HttpHeaders.WWW_AUTHENTICATE, levels));
        }
        return answer.build();
    }

    private static Response.ResponseBuilder problem(RoutingContext request) {
        ProblemType type = StepUp.challenge(request).isPresent()
                ? StepUp.INSUFFICIENT_LOGIN
                : ProblemType.UNAUTHENTICATED;
        return Response.fromResponse(type.builder(null).build().toResponse());
    }
}
