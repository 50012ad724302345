package de.handschlag.verifier.lawfulness;

import org.jspecify.annotations.Nullable;

/** What the log says about one person. */
final class Person {

    /** All changes of the whole log. */
    final Timeline changes = new Timeline();
    /** All enforcement receipts of the whole log. */
    final Timeline receipts = new Timeline();
    /** Revision of the person's erasure; null if there was none. */
    @Nullable
    Long erasedRevision;
    /** Highest revision up to the entry that is being checked. */
    long reached;
}
