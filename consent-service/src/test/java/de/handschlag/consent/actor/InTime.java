package de.handschlag.consent.actor;

import java.util.concurrent.Callable;

import io.restassured.response.Response;

/** What has to happen within the second for which the tests' service waits for a receipt, and on a busy machine does not always. */
public final class InTime {

    private static final int TRIES = 5;

    private InTime() {}

    /**
     * The first answer that came with its receipt (200); the last one if none did.
     *
     * @param fresh    makes what the scenario uses up
     * @param scenario an end whose receipt is sent meanwhile
     */
    public static Response answer(Runnable fresh, Callable<Response> scenario) throws Exception {
        Response answer = scenario.call();
        for (int tries = 1; answer.statusCode() == 202 && tries < TRIES; tries++) {
            fresh.run();
            answer = scenario.call();
        }
        return answer;
    }
}
