package de.handschlag.systemtest;

import java.util.Arrays;

/**
 * How well two sets of measurements can be told apart. Ranks do not care about outliers, which a busy machine makes, nor
 * about the shape of the distribution.
 */
final class RankComparison {

    private RankComparison() {}

    /**
     * Vargha and Delaney's A: the probability that a measurement of {@code a} is larger than one of {@code b}, ties counted
     * half. 0.5: they cannot be told apart; 0 or 1: each measurement tells.
     */
    static double effect(long[] a, long[] b) {
        long[] sorted = b.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (long value : a) {
            int below = lowerBound(sorted, value);
            int notAbove = lowerBound(sorted, value + 1);
            wins += below + (notAbove - below) / 2.0;
        }
        return wins / ((double) a.length * b.length);
    }

    static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static int lowerBound(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
