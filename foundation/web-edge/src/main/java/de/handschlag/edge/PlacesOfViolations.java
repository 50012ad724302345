package de.handschlag.edge;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.Violation;

/** Says of each violation where the client wrote it, by the parameters and the document that the operation takes. */
@ApplicationScoped
class PlacesOfViolations implements ProblemPostProcessor {

    private static final String VIOLATIONS = "violations";

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request == null || request.getTarget() == null
                || !(problem.getParameters().get(VIOLATIONS) instanceof List<?> violations)
                || violations.stream().noneMatch(PlacesOfViolations::isSomewhere)) {
            return problem;
        }
        ResteasyReactiveResourceInfo method = request.getTarget().getLazyMethod();
        Operation operation = Operation.of(method.getResourceClass(), method.getMethod());
        return InvalidRequest.of(violations.stream().map(Violation.class::cast).map(
                violation -> isSomewhere(violation) ? operation.place(violation.field, violation.message) : violation)
                .toList());
    }

    private static boolean isSomewhere(Object violation) {
        return violation instanceof Violation found && found.in.equals(Violation.In.unknown.field("").message("").in);
    }
}
