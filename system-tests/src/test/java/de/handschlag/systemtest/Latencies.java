package de.handschlag.systemtest;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Measured times, in microseconds; safe for many threads, up to a fixed number of them. */
final class Latencies {

    private final AtomicLongArray micros;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int capacity) {
        micros = new AtomicLongArray(capacity);
    }

    void add(Duration duration) {
        int index = count.getAndIncrement();
        if (index < micros.length()) {
            micros.set(index, duration.toNanos() / 1000);
        }
    }

    int count() {
        return Math.min(count.get(), micros.length());
    }

    /** Milliseconds below which this share of the measurements lies. */
    double percentile(double share) {
        long[] sorted = new long[count()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = micros.get(i);
        }
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)] / 1000.0;
    }
}
