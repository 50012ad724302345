package de.handschlag.systemtest.faults;

import java.time.Duration;

/**
 * Something that goes wrong for a while.
 *
 * @param name   such as {@code kill-replica}
 * @param target what it happens to
 * @param length from beginning to end
 * @param begin  makes it go wrong
 * @param end    puts it right, and returns when it is
 */
record Fault(String name, String target, Duration length, Step begin, Step end) {

    /** A step that may fail, because another fault is about. */
    interface Step {
        void run() throws Exception;
    }

    static final Step NOTHING = () -> {};
}
