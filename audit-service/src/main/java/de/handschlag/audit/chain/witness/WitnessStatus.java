package de.handschlag.audit.chain.witness;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.log.WitnessKey;

/** How far witnesses have followed, for health and metrics. */
@ApplicationScoped
class WitnessStatus {

    /**
     * Of one witness.
     *
     * @param size       entries of the newest checkpoint that it cosigned; 0 before the first
     * @param cosignedAt by its clock; null before the first
     * @param failure    why this replica's last try failed; empty if it did not, or another replica tries
     */
    record Now(long size, @Nullable Instant cosignedAt, String failure) {}

    private static final Now NEVER = new Now(0, null, "");

    private final Map<String, Now> witnesses = new ConcurrentHashMap<>();
    private volatile long logSize;
    private volatile long uncosigned;

    Now of(WitnessKey witness) {
        return witnesses.getOrDefault(witness.nameAndId(), NEVER);
    }

    /** A failure is over when the witness has gone on, whichever replica asked it. */
    void followed(WitnessKey witness, long size, Instant cosignedAt) {
        witnesses.merge(witness.nameAndId(), new Now(size, cosignedAt, ""), (before, now) -> new Now(now.size,
                now.cosignedAt, before.size == now.size || before.size == 0 ? before.failure : ""));
    }

    /** @return false if it failed in the same way before */
    boolean failed(WitnessKey witness, String failure) {
        Now before = of(witness);
        witnesses.put(witness.nameAndId(), new Now(before.size, before.cosignedAt, failure));
        return !before.failure.equals(failure);
    }

    void succeeded(WitnessKey witness) {
        failed(witness, "");
    }

    /**
     * @param shown    entries of the public checkpoint
     * @param cosigned entries of the newest public checkpoint with enough cosignatures
     */
    void sizes(long log, long shown, long cosigned) {
        logSize = log;
        uncosigned = shown - cosigned;
    }

    long logSize() {
        return logSize;
    }

    /** Public entries that no checkpoint with enough cosignatures covers. */
    long uncosigned() {
        return uncosigned;
    }
}
