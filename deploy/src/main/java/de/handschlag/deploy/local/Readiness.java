package de.handschlag.deploy.local;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition within a bound; nothing in the stack waits for a fixed time. */
public final class Readiness {

    /**
     * Of a start. Whatever starts at all has started by then, also on a machine that does much else; one that ends meanwhile is
     * noticed at once.
     */
    public static final Duration BOUND = Duration.ofMinutes(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Readiness() {}

    /**
     * Looks again and again whether the process is ready.
     *
     * @param what    for messages, for instance {@code Kafka}
     * @param process ends the waiting as soon as it is dead
     * @param ready   may throw while not ready
     * @throws StackException with the end of the log if the process ended or the bound is over
     */
    public static void await(String what, ChildProcess process, Duration bound, Callable<Boolean> ready) {
        long end = System.nanoTime() + bound.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new StackException(what + " ended while starting." + process.endOfLog());
            }
            try {
                if (ready.call()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for " + what, e);
            } catch (Exception e) {
                last = e;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for " + what, e);
            }
        }
        throw new StackException(what + " was not ready within " + bound.toSeconds() + " s." + process.endOfLog(),
                last);
    }
}
