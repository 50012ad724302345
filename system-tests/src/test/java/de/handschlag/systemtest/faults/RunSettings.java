package de.handschlag.systemtest.faults;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run does. The same seed makes the same decisions and the same schedule of faults; how they fall together is up to
 * the machine.
 *
 * @param seed       of workload and faults
 * @param operations after which the run ends
 * @param longest    after which it ends in any case
 * @param persons    who decide
 * @param readers    clients that read one case at a time
 * @param batches    clients that read {@link #BATCH} cases at a time
 * @param healing    after the last fault, within what everything must work again
 */
record RunSettings(long seed, long operations, Duration longest, int persons, int readers, int batches,
        Duration healing) {

    /** Long enough for the start of every process on a machine that is busy with other things. */
    static final Duration HEALING = Duration.ofSeconds(180);

    /** Cases in one batch; each is decided, logged and checked for itself. */
    static final int BATCH = 60;

    /** Clients that change something; each has its own persons, whose order of changes it so knows. */
    static final int DECIDERS = 4;

    /** What a person or agency does next, in shares of the sum. */
    static final Map<String, Integer> WEIGHTS = new TreeMap<>(
            Map.of("grant", 40, "withdraw", 38, "link", 8, "unlink", 6, "contribute", 6, "erase", 2));
}
