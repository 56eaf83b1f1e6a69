package org.heclip.evaluate;

import java.util.stream.DoubleStream;

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
        return new MoransI(xPx.length <= k ? new int[0][] : NearestSpots.of(xPx, yPx, k));
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
