package de.handschlag.audit.chain.ingest;

import jakarta.enterprise.context.ApplicationScoped;

/** What the sequencer of this replica does, for health and metrics. */
@ApplicationScoped
class SequencerStatus {

    /** What it may be doing. */
    enum State {
        STARTING,
        /** Another replica appends. */
        STANDBY,
        ACTIVE,
        /** Signing would contradict what was signed before; nothing is appended until an operator has looked. */
        REFUSING_TO_SIGN,
        /** Database, broker or key file fails; it tries again. */
        FAILING,
        STOPPED
    }

    /** @param detail why; empty if there is nothing to say */
    record Now(State state, String detail) {}

    private volatile Now now = new Now(State.STARTING, "");

    Now now() {
        return now;
    }

    void is(State state, String detail) {
        now = new Now(state, detail);
    }
}
