package de.handschlag.systemtest.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Kills the registry's replicas in turn, nothing else, while clients go on reading through the one address, and measures how
 * long a client waits from its first attempt until it is answered.
 */
final class ReplicaLoss {

    private static final int CLIENTS = 6;
    private static final int WARM_UP_READS = 60;
    private static final int CALM_MILLIS = 3_000;

    /** An open loop would be fairer still; a closed one without a pause would measure how two cores share seven services. */
    private static final int BETWEEN_READS_MILLIS = 40;

    private final Run run;
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong longestCalmNanos = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean killing = new AtomicBoolean();
    private final AtomicBoolean done = new AtomicBoolean();

    ReplicaLoss(Run run) {
        this.run = run;
    }

    /**
     * @param longest     a client's longest wait during and after kills
     * @param longestCalm the same before the first kill
     * @param shortestLoss the shortest time from a kill until the killed replica was ready again
     */
    record Waits(int kills, long reads, Duration longest, Duration longestCalm, Duration shortestLoss) {

        @Override
        public String toString() {
            return ("%d registry replicas killed, each away for at least %d ms, %,d reads beside it:"
                    + " the longest wait of a client was %d ms (%d ms before the first kill)")
                    .formatted(kills, shortestLoss.toMillis(), reads, longest.toMillis(), longestCalm.toMillis());
        }
    }

    Waits measure(int kills, RandomGenerator.SplittableGenerator random) {
        List<Replica> replicas = run.stack().replicas("registry");
        replicas.forEach(replica -> warmUp(replica, random));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Reads client = new Reads(run, random.split(), 0);
            clients.add(Thread.ofVirtual().start(() -> read(client)));
        }
        run.pause(CALM_MILLIS);
        killing.set(true);
        long shortestLoss = Long.MAX_VALUE;
        for (int kill = 0; kill < kills; kill++) {
            Replica replica = replicas.get(kill % replicas.size());
            long killed = System.nanoTime();
            replica.process().kill();
            run.pause(CALM_MILLIS);
            replica.launch();
            replica.awaitReady();
            shortestLoss = Math.min(shortestLoss, System.nanoTime() - killed);
            // It takes reads from here on, and is as new as after any restart.
            run.pause(CALM_MILLIS);
        }
        done.set(true);
        clients.forEach(client -> {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return new Waits(kills, reads.get(), Duration.ofNanos(longestNanos.get()),
                Duration.ofNanos(longestCalmNanos.get()), Duration.ofNanos(shortestLoss));
    }

    /** A calm beginning, to compare with. */
    private void warmUp(Replica replica, RandomGenerator.SplittableGenerator random) {
        Reads own = new Reads(run, random.split(), 0, replica.ports().http());
        for (int read = 0; read < WARM_UP_READS;) {
            if (own.readOnce()) {
                read++;
            } else {
                run.pause(20);
            }
        }
        own.close();
    }

    private void read(Reads client) {
        while (!done.get()) {
            long began = System.nanoTime();
            while (!client.readOnce()) {
                run.pause(20);
            }
            long wait = System.nanoTime() - began;
            (killing.get() ? longestNanos : longestCalmNanos).accumulateAndGet(wait, Math::max);
            reads.incrementAndGet();
            run.pause(BETWEEN_READS_MILLIS);
        }
    }
}
