package de.handschlag.consent.notification;

/** What became of a message. */
enum Outcome {
    /** The server has it. */
    TAKEN,
    /** The server refuses this one for good. */
    REFUSED,
    /** The server refuses this one for now. */
    LATER,
    /** The server cannot be reached, is silent, or refuses us: no message would get there. */
    AWAY
}
