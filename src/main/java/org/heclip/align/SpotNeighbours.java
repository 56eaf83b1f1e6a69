package org.heclip.align;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nearest spots of each spot, and means over them.
 *
 * @param nearest {@code [spot][neighbour]}
 */
record SpotNeighbours(int[][] nearest) {
    private static final int MOST = 6;

    static SpotNeighbours of(double[] x, double[] y) {
        return new SpotNeighbours(IntStream.range(0, x.length)
                .parallel()
                .mapToObj(s -> nearest(x, y, s))
                .toArray(int[][]::new));
    }

    private static int[] nearest(double[] x, double[] y, int of) {
        double[] distance = new double[x.length];
        Arrays.setAll(distance, s -> Math.hypot(x[s] - x[of], y[s] - y[of]));
        return IntStream.range(0, x.length)
                .filter(s -> s != of)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> distance[s]))
                .limit(MOST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Mean of each spot's neighbours; 0 without any. */
    double[] means(double[] values) {
        double[] means = new double[values.length];
        for (int s = 0; s < means.length; s++) {
            for (int other : nearest[s]) {
                means[s] += values[other];
            }
            means[s] /= Math.max(1, nearest[s].length);
        }
        return means;
    }

    /**
     * How like its neighbours a spot is: the {@code lambda} of a simultaneous autoregression (Whittle, Biometrika 41, 434,
     * 1954), at which {@code values - lambda * means(values)} no longer correlate with their own neighbours.
     */
    double likeness(double[] values) {
        double[] around = means(values);
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double lambda = 0; lambda < 0.96; lambda += 0.05) {
            double[] left = new double[values.length];
            for (int s = 0; s < left.length; s++) {
                left[s] = values[s] - lambda * around[s];
            }
            double[] leftAround = means(left);
            double shared = 0;
            double all = 0;
            for (int s = 0; s < left.length; s++) {
                shared += left[s] * leftAround[s];
                all += left[s] * left[s];
            }
            if (Math.abs(shared / all) < least) {
                least = Math.abs(shared / all);
                best = lambda;
            }
        }
        return best;
    }
}
