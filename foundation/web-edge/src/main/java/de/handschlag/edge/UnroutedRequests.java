package de.handschlag.edge;

import java.util.regex.Pattern;

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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.ProblemType;

/**
 * Problems for what the HTTP server refuses before any operation is found: an address that is none, a request without a host, a
 * body that is too large. It would answer with nothing, or with an exception's text.
 */
@ApplicationScoped
class UnroutedRequests {

    private static final Pattern OF_THE_INTERFACE = Pattern.compile("/+v1\\b");
    private static final Pattern EMPTY_PART = Pattern.compile("/(?:\\.|%2[eE]){0,2}(?:/|$)");
    private static final long MOST_READ_BEYOND = 1_000_000;

    private final ObjectMapper json;
    private final long largestBody;

    UnroutedRequests(ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largestBody) {
        this.json = json;
        this.largestBody = largestBody.asLongValue();
    }

    void refuse(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::requireAddress)
                .handler(this::requireSize).failureHandler(request -> {
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

    /**
     * Looks at the address as it was written. Whoever finds the operation drops empty parts, dots with the part before them (RFC
     * 3986, section 5.2.4) and what stands behind a semicolon, so that an address without its id would be another one's.
     */
    private void requireAddress(RoutingContext request) {
        HttpServerRequest call = request.request();
        if (call.headers().getAll("Host").size() > 1 || call.headers().getAll("Authorization").size() > 1) {
            answer(request, ProblemType.MALFORMED_REQUEST.because("Host and Authorization stand once at most."));
        } else if (OF_THE_INTERFACE.matcher(request.normalizedPath()).lookingAt()
                && (call.uri().contains(";") || EMPTY_PART.matcher(call.path()).find())) {
            answer(request,
                    ProblemType.MALFORMED_REQUEST.because("The address has a part that is empty or made of dots,"
                            + " or a semicolon that is not percent-encoded."));
        } else {
            request.next();
        }
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
