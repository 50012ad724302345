package de.handschlag.systemtest.faults;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * What every client was told, and when. All clients run on the machine of the services, so that their times compare; a
 * duration is taken from a clock that does not step. Whole calls go to a file as evidence; in memory stays what the checker
 * compares with the log: some ten bytes for each case that was read.
 */
final class History implements Closeable {

    /** How a call ended for its client. */
    enum Outcome {
        /** There is an answer, and so the call had its effect or was refused. */
        ANSWERED,
        /** It was never sent. */
        NOT_SENT,
        /** It was sent and no whole answer came: it may have had its effect. */
        UNKNOWN
    }

    /** A read of one or more cases, for one purpose. */
    static final class ReadCall {
        /** Named in the request; by it the read's entries in the log are found. */
        final String employee;
        final int agency;
        /** Before the first byte was sent. */
        final Instant began;
        final String[] references;

        /** For each case the hash of the attributes' keys that came back; 0: no permission. Null if there was no answer. */
        volatile int @Nullable [] answered;
        volatile @Nullable Duration took;

        ReadCall(String employee, int agency, Instant began, String[] references) {
            this.employee = employee;
            this.agency = agency;
            this.began = began;
            this.references = references;
        }
    }

    /**
     * A change that was acknowledged.
     *
     * @param kind           type of the event that must be in the log
     * @param subject        consent record id, or agency and case reference
     * @param revision       as a person's answer says; -1 if it says none, as an agency's never does
     * @param ended          after the last byte of the answer came
     * @param enforcedAt     null unless the answer says so
     * @param mustBeInTheLog false if the answer only says that it is so by now, such as 404 after a repeated call
     */
    record Change(String kind, String subject, long revision, Instant ended, @Nullable Instant enforcedAt,
            boolean mustBeInTheLog) {}

    /** A fault that was injected. */
    record Injected(String fault, String target, Instant began, Instant ended) {}

    private final BufferedWriter file;
    private final ConcurrentHashMap<String, ReadCall> reads = new ConcurrentHashMap<>();
    private final Set<String> persons = ConcurrentHashMap.newKeySet();
    private final List<Change> changes = new ArrayList<>();
    private final List<Injected> faults = new ArrayList<>();
    private final AtomicLong nextRead = new AtomicLong();
    private final String run;

    History(String run, Path path) {
        this.run = run;
        try {
            this.file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReadCall readBegins(int agency, String... references) {
        String employee = run + "." + Long.toString(nextRead.getAndIncrement(), 36);
        ReadCall call = new ReadCall(employee, agency, Instant.now(), references);
        reads.put(employee, call);
        return call;
    }

    void readEnds(ReadCall call, String purpose, Outcome outcome, int status, Duration took) {
        call.took = took;
        write("{\"read\":\"" + call.employee + "\",\"agency\":" + call.agency + ",\"purpose\":\"" + purpose
                + "\",\"began\":\"" + call.began + "\",\"tookMicros\":" + took.toNanos() / 1000 + ",\"outcome\":\""
                + outcome + "\",\"status\":" + status + ",\"cases\":" + call.references.length + ",\"disclosed\":"
                + disclosed(call) + "}");
    }

    private static int disclosed(ReadCall call) {
        int count = 0;
        int[] answered = call.answered;
        if (answered != null) {
            for (int hash : answered) {
                count += hash == 0 ? 0 : 1;
            }
        }
        return count;
    }

    void changed(Change change) {
        synchronized (changes) {
            changes.add(change);
        }
        write("{\"change\":\"" + change.kind() + "\",\"subject\":\"" + change.subject() + "\",\"revision\":"
                + change.revision() + ",\"ended\":\"" + change.ended() + "\",\"enforcedAt\":"
                + (change.enforcedAt() == null ? "null" : "\"" + change.enforcedAt() + "\"") + "}");
    }

    /** @param person data subject id; whoever enrols anew after an erasure is another one */
    void enrolled(String person) {
        persons.add(person);
        write("{\"enrolled\":\"" + person + "\"}");
    }

    /** A call for a change that got no acknowledgement; kept as evidence only. */
    void notAcknowledged(String what, Instant began, String outcome) {
        write("{\"call\":\"" + what + "\",\"began\":\"" + began + "\",\"ended\":\"" + Instant.now()
                + "\",\"outcome\":\"" + outcome.replace('"', '\'') + "\"}");
    }

    void injected(Injected fault) {
        synchronized (faults) {
            faults.add(fault);
        }
        write("{\"fault\":\"" + fault.fault() + "\",\"target\":\"" + fault.target() + "\",\"began\":\"" + fault.began()
                + "\",\"ended\":\"" + fault.ended() + "\"}");
    }

    ConcurrentHashMap<String, ReadCall> reads() {
        return reads;
    }

    /** Who enrolled in this run. */
    Set<String> persons() {
        return persons;
    }

    List<Change> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    List<Injected> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    String run() {
        return run;
    }

    private synchronized void write(String line) {
        try {
            file.write(line);
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
