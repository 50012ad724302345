package de.handschlag.systemtest;

import java.util.function.Function;

import de.handschlag.systemtest.ForgedLog.Event;
import de.handschlag.verifier.fault.FaultKind;

/**
 * One way in which a log of the demonstration is made wrong.
 *
 * @param kind   what is wrong with it then, beginning with the rule
 * @param found  what the verifier calls that
 * @param change makes it wrong; returns the event at which the verifier says so
 */
record LogMutation(String kind, FaultKind found, Function<ForgedLog, Event> change) {

    @Override
    public String toString() {
        return kind;
    }
}
