package org.heclip.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Moran's I (Biometrika 1950, 37:17): I = (n / W) sum_ij w_ij z_i z_j / sum_i z_i^2, where z is the difference from the mean
 * and w_ij is 1 when j is among the k nearest neighbours of i, so that W = n k.
 */
final class MoransI {
    private final int[][] neighbours;

    private MoransI(int[][] neighbours) {
        this.neighbours = neighbours;
    }

    /**
     * @param xPx position of each spot
     * @param yPx position of each spot
     * @param k neighbours of a spot; among equally near ones the first spots are taken
     */
    static MoransI on(double[] xPx, double[] yPx, int k) {
        int n = xPx.length;
        return new MoransI(
                n <= k
                        ? new int[0][]
                        : IntStream.range(0, n)
                                .parallel()
                                .mapToObj(s -> nearest(s, xPx, yPx, k))
                                .toArray(int[][]::new));
    }

    private static int[] nearest(int spot, double[] xPx, double[] yPx, int k) {
        int[] found = new int[k];
        double[] distance = new double[k];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int other = 0; other < xPx.length; other++) {
            double dx = xPx[other] - xPx[spot];
            double dy = yPx[other] - yPx[spot];
            double d = dx * dx + dy * dy;
            if (other == spot || d >= distance[k - 1]) {
                continue;
            }
            int at = k - 1;
            while (at > 0 && distance[at - 1] > d) {
                distance[at] = distance[at - 1];
                found[at] = found[at - 1];
                at--;
            }
            distance[at] = d;
            found[at] = other;
        }
        return found;
    }

    /** NaN for a constant gene or when there are no more than k spots. */
    double of(double[] values) {
        if (neighbours.length == 0) {
            return Double.NaN;
        }
        double mean = DoubleStream.of(values).sum() / values.length;
        double products = 0;
        double squares = 0;
        boolean constant = true;
        for (int s = 0; s < values.length; s++) {
            double z = values[s] - mean;
            double around = 0;
            for (int other : neighbours[s]) {
                around += values[other] - mean;
            }
            products += z * around / neighbours[s].length;
            squares += z * z;
            constant &= values[s] == values[0];
        }
        return constant ? Double.NaN : products / squares;
    }
}
