package de.handschlag.systemtest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Work that is offered to the stack, bounded in count and time. */
final class Load {

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    private Load() {}

    /** Does each piece once, some at a time; for preparations, which must all succeed. */
    static void inParallel(int count, int atOnce, IntConsumer work) throws InterruptedException {
        Semaphore permits = new Semaphore(atOnce);
        AtomicInteger failures = new AtomicInteger();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                permits.acquire();
                workers.execute(() -> {
                    try {
                        work.accept(number);
                    } catch (RuntimeException | AssertionError e) {
                        failures.incrementAndGet();
                        System.err.println("preparation " + number + " failed: " + e);
                    } finally {
                        permits.release();
                    }
                });
            }
        }
        if (failures.get() > 0) {
            throw new IllegalStateException(failures.get() + " preparations failed");
        }
    }

    /** Open loop: a piece of work begins when its time has come, whether or not earlier ones are done. */
    static void openLoop(int count, int perSecond, IntConsumer work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        AtomicInteger failures = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begin + number * (1_000_000_000L / perSecond);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                workers.execute(() -> {
                    try {
                        work.accept(number);
                    } catch (RuntimeException | AssertionError e) {
                        if (failures.incrementAndGet() == 1) {
                            System.err.println("request " + number + " failed: " + e);
                        }
                    } finally {
                        done.countDown();
                    }
                });
            }
            if (!done.await(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(done.getCount() + " answers did not come");
            }
        }
        if (failures.get() > 0) {
            System.out.println(failures + " of " + count + " requests had no answer");
        }
    }
}
