package de.handschlag.problem;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;

/**
 * Gives problems that the framework raised (no token, wrong media type, violated constraint …) their type and titles, and
 * logs the failures that nobody foresaw. Those that a service raised itself it knows about; it need not log them again. A
 * database that is away is 503 in every service, whatever wrapped the driver's refusal.
 */
@ApplicationScoped
class ProblemDefaults implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(ProblemDefaults.class);

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null) {
            return problem;
        }
        Optional<Throwable> databaseAway = DatabaseUnavailable.behind(context.cause);
        if (databaseAway.isPresent()) {
            LOG.errorf("The database does not answer in time: %s", databaseAway.get().toString());
            return ProblemType.UNAVAILABLE.retryAfter(1, "The database does not answer in time.");
        }
        if (context.cause instanceof JsonProcessingException json) {
            // A request's document is read elsewhere: this one was stored, or another service answered it.
            LOG.error("A request failed", json);
            return ProblemType.INTERNAL_ERROR.builder(null).build();
        }
        if (problem.getStatusCode() >= 500) {
            LOG.error("A request failed", context.cause);
        }
        return ProblemType.ofStatus(problem.getStatusCode()).map(type -> typed(problem, type)).orElse(problem);
    }

    private static HttpProblem typed(HttpProblem problem, ProblemType type) {
        // What the framework or an unexpected exception says may hold anything, in words that are not ours.
        return HttpProblem.builder(problem).withType(type.uri()).withTitle(type.title()).withDetail(null)
                .with("titleDe", type.titleDe()).with("nextStep", type.nextStep()).build();
    }
}
