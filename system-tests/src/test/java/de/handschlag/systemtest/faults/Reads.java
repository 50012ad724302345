package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.faults.History.Outcome;
import de.handschlag.systemtest.faults.History.ReadCall;
import de.handschlag.systemtest.faults.HttpConnection.Answer;

/** One client that reads, one case or a batch at a time. Each call names an employee of its own, whom the log then names. */
final class Reads implements Runnable {

    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final Run run;
    private final RandomGenerator random;
    private final int batch;
    private final HttpConnection registry;

    /** @param batch 0: one case at a time */
    Reads(Run run, RandomGenerator random, int batch) {
        this(run, random, batch, run.stack().frontPort("registry"));
    }

    /** @param port of one replica, or of all */
    Reads(Run run, RandomGenerator random, int batch, int port) {
        this.run = run;
        this.random = random;
        this.batch = batch;
        this.registry = new HttpConnection(port, TIMEOUT);
    }

    @Override
    public void run() {
        while (run.goesOn()) {
            if (!readOnce()) {
                run.pause(50 + random.nextInt(50));
            }
        }
        close();
    }

    void close() {
        registry.close();
    }

    /** @return whether the registry decided */
    boolean readOnce() {
        AgencySystem agency = run.agencies().get(random.nextInt(run.agencies().size()));
        String purpose = AgencySystem.PURPOSES.get(random.nextInt(AgencySystem.PURPOSES.size()));
        Set<String> distinct = new LinkedHashSet<>();
        for (int i = 0; i < Math.max(1, batch); i++) {
            distinct.add(agency.someCase(random)); // A batch names no case twice.
        }
        String[] references = distinct.toArray(String[]::new);
        ReadCall call = run.history().readBegins(agency.index(), references);
        long began = System.nanoTime();
        Outcome outcome = Outcome.UNKNOWN;
        int status = 0;
        try {
            Answer answer = batch == 0
                    ? registry.call("GET", "/v1/cases/" + references[0] + "/view?purpose=" + purpose, agency.token(),
                            null, "Employee-Reference", call.employee)
                    : registry.call(
                            "POST", "/v1/views", agency.token(), "{\"purpose\":\"" + purpose
                                    + "\",\"caseReferences\":[\"" + String.join("\",\"", references) + "\"]}",
                            "Employee-Reference", call.employee);
            status = answer.status();
            outcome = Outcome.ANSWERED;
            call.answered = decisions(answer, references.length);
        } catch (HttpConnection.NotSentException e) {
            outcome = Outcome.NOT_SENT;
        } catch (IOException e) {
            // It may have been decided and logged.
        }
        run.history().readEnds(call, purpose, outcome, status, Duration.ofNanos(System.nanoTime() - began));
        run.read(call, outcome, status);
        return call.answered != null;
    }

    private int[] decisions(Answer answer, int cases) throws IOException {
        if (batch == 0) {
            return switch (answer.status()) {
                case 200 -> new int[]{hash(Run.JSON.readTree(answer.body()).path("attributes"))};
                case 403 -> new int[]{0};
                default -> null;
            };
        }
        if (answer.status() != 200) {
            return null;
        }
        JsonNode views = Run.JSON.readTree(answer.body()).path("views");
        if (views.size() != cases) {
            throw new IllegalStateException("asked for " + cases + " cases and got " + views.size());
        }
        int[] decided = new int[cases];
        for (int i = 0; i < cases; i++) {
            JsonNode view = views.get(i);
            decided[i] = view.path("permitted").asBoolean() ? hash(view.path("view").path("attributes")) : 0;
        }
        return decided;
    }

    private static int hash(JsonNode attributes) {
        TreeSet<String> keys = new TreeSet<>();
        for (Iterator<String> names = attributes.fieldNames(); names.hasNext();) {
            keys.add(names.next());
        }
        return hashOf(keys);
    }

    /** What tells one set of attributes from another; never 0. */
    static int hashOf(Iterable<String> sortedKeys) {
        int hash = String.join(",", sortedKeys).hashCode();
        return hash == 0 ? 1 : hash;
    }
}
