package de.handschlag.login;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.ProblemType;

/** Says why a token has no role that is official guardian and works for an agency (R13). */
@ApplicationScoped
class IncompatibleRoles implements ProblemPostProcessor {

    private final CurrentVertxRequest current;

    IncompatibleRoles(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        RoutingContext request = current.getCurrent();
        return problem.getStatusCode() == ProblemType.FORBIDDEN.status()
                && (problem.getType() == null || problem.getType().equals(ProblemType.FORBIDDEN.uri()))
                && request != null && request.user() instanceof QuarkusHttpUser user
                && TokenClaims.isIncompatible(user.getSecurityIdentity())
                        ? TokenClaims.INCOMPATIBLE_ROLES
                                .because("The token has the role official-guardian and speaks for an agency.")
                        : problem;
    }
}
