package de.handschlag.registry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.TestStack;

/**
 * Does what the registry's 503 with Retry-After tells a client to do: asks again, for 30 s at most. On a busy machine a proof of freshness, an
 * acknowledgement or a revision may be late without any fault. While a test holds the heartbeats or the broker back, the first
 * answer counts; so does any answer other than these three, and the refusal for a decision that could not be read.
 */
final class AskingAgain implements Filter {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> FOR_A_MOMENT = List.of("urn:handschlag:problem:not-fresh",
            "urn:handschlag:problem:access-not-recorded", "urn:handschlag:problem:revision-not-reached");
    private static final String BLOCKED = "A decision could not be read";

    private final String token;

    AskingAgain(String token) {
        this.token = token;
    }

    @Override
    public Response filter(FilterableRequestSpecification request, FilterableResponseSpecification expected,
            FilterContext context) {
        Response answer = context.next(request, expected);
        long since = System.nanoTime();
        while (isForAMoment(answer) && System.nanoTime() - since < PATIENCE.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = again(request);
        }
        return answer;
    }

    private static boolean isForAMoment(Response answer) {
        if (answer.statusCode() != 503 || PlayedConsentService.isSilent() || TestStack.isKafkaPaused()) {
            return false;
        }
        String body = answer.asString();
        return FOR_A_MOMENT.stream().anyMatch(body::contains) && !body.contains(BLOCKED);
    }

    /** A filter can send its own request only once. */
    private Response again(FilterableRequestSpecification request) {
        RequestSpecification again = RestAssured.given().config(request.getConfig()).auth().oauth2(token)
                .headers(request.getHeaders()).urlEncodingEnabled(false);
        if (request.getBody() != null) {
            again.body(request.<Object>getBody());
        }
        return again.request(request.getMethod(), request.getURI());
    }
}
