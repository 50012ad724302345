package de.handschlag.edge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.VertxException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.ProblemType;

/**
 * Problems for what the HTTP server refuses before any operation is found: an address that is none, a request without a host, a
 * body that is too large. It would answer with nothing, or with an exception's text.
 */
@ApplicationScoped
class UnroutedRequests {

    private static final long MOST_READ_BEYOND = 1_000_000;

    private final ObjectMapper json;
    private final long largestBody;

    UnroutedRequests(ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largestBody) {
        this.json = json;
        this.largestBody = largestBody.asLongValue();
    }

    void refuse(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::requireSize)
                .failureHandler(request -> {
                    if (request.failure() instanceof VertxException) {
                        answer(request, malformed());
                    } else {
                        request.next();
                    }
                });
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(request -> {
            // A body whose length is not said is measured where it is read; the server would break off without an answer.
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, largestBody + MOST_READ_BEYOND);
            request.next();
        });
    }

    private void requireSize(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length != null && length.length() < 19 && Long.parseLong(length) > largestBody) {
            answer(request, tooLarge(largestBody));
        } else {
            request.next();
        }
    }

    static HttpProblem tooLarge(long largestBody) {
        return ProblemType.TOO_LARGE.because("At most " + largestBody + " bytes are read.");
    }

    private static HttpProblem malformed() {
        return ProblemType.MALFORMED_REQUEST.because("The request's head is not that of HTTP, or its address is none.");
    }

    private void answer(RoutingContext request, HttpProblem problem) {
        try {
            request.response().setStatusCode(problem.getStatusCode())
                    .putHeader("Content-Type", HttpProblem.MEDIA_TYPE.toString()).putHeader("Connection", "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
