package de.handschlag.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What shows that a person gave a consent who did not do it by a login (R6, R8): one employee of the recipient recorded it, whom
 * {@link ConsentEvidence#assistingEmployee} names, and another one confirmed it. How it was given and what was read, {@link ConsentEvidence} says;
 * why it was by word of mouth only the consent-service keeps, since a text could hold a name.
 *
 * @param confirmedBy random id of the second employee; never that of the first
 * @param signedBy    who said yes
 * @param interpreter whether somebody interpreted; who did nobody is told
 * @param agreedUntil for how long at most it was given; before that it ends by itself unless the person confirms it
 * @param answer      what the person says of it by a login (R35); null as long as they said nothing
 */
public record ApprovalEvidence(String confirmedBy, Signer signedBy, boolean interpreter, Instant agreedUntil,
        @Nullable Answer answer) {

    /** Whose word it was (R11). */
    public enum Signer {
        PERSON,
        GUARDIAN
    }

    /** Whether the person said what the office recorded. */
    public enum Answer {
        CONFIRMED,
        /** They did not: with that it ended. */
        CONTESTED
    }
}
