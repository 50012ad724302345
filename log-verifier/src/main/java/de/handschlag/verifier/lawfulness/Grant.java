package de.handschlag.verifier.lawfulness;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.Given;

/** One consent record of the log. */
final class Grant {

    /** Position of the entry that gave it; -1 if none did. */
    long givenIndex = -1;
    @Nullable
    Given given;
    /** Revision at which it ended; null while it holds. */
    @Nullable
    Long endedRevision;
    String how = "";
}
