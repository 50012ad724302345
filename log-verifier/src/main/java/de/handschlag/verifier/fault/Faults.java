package de.handschlag.verifier.fault;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Passes faults on as they are found, and ends the verification when there are too many to be read. Not thread-safe. */
public final class Faults {

    private final Consumer<Fault> sink;
    private final long most;
    private long count;

    /** @param most how many are named before the verification stops; bounds time and output on hostile input */
    public Faults(long most, Consumer<Fault> sink) {
        this.sink = sink;
        this.most = most;
    }

    /** Thrown after the last fault that is named. */
    public static final class TooManyException extends RuntimeException {
        TooManyException(long most) {
            super("stopped after " + most + " faults");
        }
    }

    public void add(FaultKind kind, @Nullable Long index, String sentence) {
        count++;
        sink.accept(new Fault(kind, index, sentence));
        if (count >= most) {
            throw new TooManyException(most);
        }
    }

    public long count() {
        return count;
    }
}
