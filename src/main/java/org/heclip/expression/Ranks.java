package org.heclip.expression;

import java.util.Arrays;

/** Places of values in their ascending order. */
final class Ranks {
    private Ranks() {}

    /** From 0; equal values in their order. NaN is not allowed. */
    static int[] of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[values.length];
        int[] met = new int[values.length];
        for (int i = 0; i < ranks.length; i++) {
            int first = first(sorted, values[i]);
            ranks[i] = first + met[first]++;
        }
        return ranks;
    }

    private static int first(double[] sorted, double value) {
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
