package de.handschlag.teststack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.restassured.response.Response;

/**
 * Requests at the same moment, each by a client that asks again after a 503 with Retry-After: a busy machine may not open as many
 * connections to the database in time as there are requests. A test that looks for deadlocks must not use it: a deadlock is a 503
 * as well, and would be asked away.
 */
public final class AtOnce {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private AtOnce() {}

    /** The status codes of as many equal requests, in no order. */
    public static List<Integer> statuses(int count, Supplier<Response> request)
            throws InterruptedException, ExecutionException {
        return answers(Collections.nCopies(count, request)).stream().map(Response::statusCode).toList();
    }

    /** The answers, in the order of the requests. */
    public static List<Response> answers(Collection<Supplier<Response>> requests)
            throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Response> answers = new ArrayList<>(requests.size());
            for (Future<Response> answer : clients
                    .invokeAll(requests.stream().<Callable<Response>>map(request -> () -> again(request)).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** The answer of one such client. */
    public static Response again(Supplier<Response> request) {
        long since = System.nanoTime();
        Response answer = request.get();
        while (answer.statusCode() == 503 && answer.header("Retry-After") != null
                && System.nanoTime() - since < PATIENCE.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = request.get();
        }
        return answer;
    }
}
