package de.handschlag.systemtest.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.systemtest.faults.History.Change;
import de.handschlag.systemtest.faults.History.Outcome;
import de.handschlag.systemtest.faults.History.ReadCall;

/** One run of the workload: what its clients share, and how far it is. */
final class Run {

    static final ObjectMapper JSON = new ObjectMapper();

    /** After the end, how long clients go on with a change that has no definite answer yet. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final FaultStack stack;
    private final RunSettings settings;
    private final History history;
    private final List<AgencySystem> agencies = new ArrayList<>();
    private final AtomicLong references = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong disclosed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong unexpected = new AtomicLong();
    private final AtomicLong enforcedAtOnce = new AtomicLong();
    private final CountDownLatch faultsOver = new CountDownLatch(1);
    private volatile long began = System.nanoTime();
    private volatile long ended;

    Run(FaultStack stack, RunSettings settings, String name) {
        this.stack = stack;
        this.settings = settings;
        this.history = new History(name, historyFile(stack, name));
    }

    private static Path historyFile(FaultStack stack, String name) {
        return stack.directory().resolve("history-" + name + ".ndjson");
    }

    FaultStack stack() {
        return stack;
    }

    RunSettings settings() {
        return settings;
    }

    History history() {
        return history;
    }

    List<AgencySystem> agencies() {
        return agencies;
    }

    /** The time counts from here: what was prepared before is no part of the run. */
    void begins() {
        began = System.nanoTime();
    }

    /** False once enough was done or the time is over. */
    boolean goesOn() {
        if (ended == 0 && (operations() >= settings.operations() || elapsed().compareTo(settings.longest()) >= 0)) {
            end();
        }
        return ended == 0;
    }

    synchronized void end() {
        if (ended == 0) {
            ended = System.nanoTime();
        }
    }

    void faultsAreOver() {
        faultsOver.countDown();
    }

    void awaitEndOfFaults() {
        try {
            faultsOver.await(SETTLING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean maySettle() {
        return ended == 0 || System.nanoTime() - ended < SETTLING.toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void pause(int milliseconds) {
        LockSupport.parkNanos(milliseconds * 1_000_000L);
    }

    String newReference() {
        return history.run() + "-" + references.incrementAndGet();
    }

    void changed(Change change) {
        history.changed(change);
        changes.incrementAndGet();
        if (change.enforcedAt() != null) {
            enforcedAtOnce.incrementAndGet();
        }
    }

    void read(ReadCall call, Outcome outcome, int status) {
        int[] answered = call.answered;
        if (answered != null) {
            decided.addAndGet(answered.length);
            for (int hash : answered) {
                if (hash != 0) {
                    disclosed.incrementAndGet();
                }
            }
        } else if (outcome == Outcome.ANSWERED) {
            (status == 503 ? refused : unexpected).incrementAndGet();
        } else {
            unanswered.incrementAndGet();
        }
    }

    /** Changes that were acknowledged and cases that were decided; each is compared with the log. */
    long operations() {
        return changes.get() + decided.get();
    }

    long disclosed() {
        return disclosed.get();
    }

    String progress() {
        return "%4d s  %,d operations: %,d changes (%,d withdrawals enforced at once), %,d cases decided, %,d disclosed; calls: %,d refused with 503, %,d without answer, %,d other"
                .formatted(elapsed().toSeconds(), operations(), changes.get(), enforcedAtOnce.get(), decided.get(),
                        disclosed.get(), refused.get(), unanswered.get(), unexpected.get());
    }
}
