package de.handschlag.systemtest.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import de.handschlag.systemtest.faults.FaultKind.Lane;
import de.handschlag.systemtest.faults.History.Injected;

/** Injects one fault after the other in each lane, with a pause between them in which the stack should recover. */
final class FaultInjector implements AutoCloseable {

    private static final int LONGEST_PAUSE_MILLIS = 5_000;

    private final Run run;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> lanes = new ArrayList<>();

    private FaultInjector(Run run) {
        this.run = run;
    }

    /** Faults of both lanes, by the seed. */
    static FaultInjector random(Run run, RandomGenerator.SplittableGenerator random) {
        FaultInjector injector = new FaultInjector(run);
        for (Lane lane : Lane.values()) {
            RandomGenerator own = random.split();
            injector.start(Stream.generate(() -> FaultKind.any(lane, own)).iterator(), own);
        }
        return injector;
    }

    /** The given faults in turn. */
    static FaultInjector scripted(Run run, List<FaultKind> script, RandomGenerator.SplittableGenerator random) {
        FaultInjector injector = new FaultInjector(run);
        if (!script.isEmpty()) {
            RandomGenerator own = random.split();
            injector.start(Stream.generate(script::stream).flatMap(kinds -> kinds).iterator(), own);
        }
        return injector;
    }

    private void start(Iterator<FaultKind> kinds, RandomGenerator random) {
        lanes.add(Thread.ofVirtual().start(() -> {
            while (!ended(random.nextInt(500, LONGEST_PAUSE_MILLIS))) {
                inject(kinds.next().at(run.stack(), random));
            }
        }));
    }

    private void inject(Fault fault) {
        Instant began = Instant.now();
        String failure = step(fault.begin());
        Duration length = fault.length();
        if (failure.isEmpty()) {
            ended(length.toMillis());
        }
        failure += step(fault.end());
        run.history().injected(new Injected(fault.name(), fault.target(), began, Instant.now()));
        System.out.printf("        %-14s %s for %d ms%s%n", fault.name(), fault.target(),
                Duration.between(began, Instant.now()).toMillis(), failure);
    }

    /** A fault may fail because another one is about; the end of the run heals all. */
    private static String step(Fault.Step step) {
        try {
            step.run();
            return "";
        } catch (Exception e) {
            return " ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst(" The end of.*", "")
                    + ")";
        }
    }

    private boolean ended(long afterMillis) {
        try {
            return end.await(afterMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets the current faults end. */
    @Override
    public void close() {
        end.countDown();
        for (Thread lane : lanes) {
            try {
                lane.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
