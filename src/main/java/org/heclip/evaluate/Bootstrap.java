package org.heclip.evaluate;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Resamples of spots, drawn once and shared by all genes and all models, so that the means of panels and differences between
 * models can be resampled too (Efron and Tibshirani 1993, percentile intervals).
 */
final class Bootstrap {
    private static final double LOW_PERCENT = 2.5;
    private static final double HIGH_PERCENT = 97.5;
    /** Part of a series' variance below which a resample counts as constant: rounding, not data. */
    private static final double CONSTANT = 1e-12;

    /** How often each spot is in each replicate, {@code [replicate][spot]}. */
    private final int[][] weights;

    private Bootstrap(int[][] weights) {
        this.weights = weights;
    }

    /** The same seed and number of items give the same resamples. */
    static Bootstrap of(int items, int replicates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] weights = new int[replicates][items];
        for (int[] replicate : weights) {
            for (int i = 0; i < items; i++) {
                replicate[random.nextInt(items)]++;
            }
        }
        return new Bootstrap(weights);
    }

    int replicates() {
        return weights.length;
    }

    /** Spots of a replicate, each as often as it was drawn. */
    int[] drawn(int replicate) {
        int[] weight = weights[replicate];
        return IntStream.range(0, weight.length)
                .flatMap(s -> IntStream.range(0, weight[s]).map(i -> s))
                .toArray();
    }

    /** Pearson's correlation in each replicate; NaN where a series is constant. */
    double[] pearson(double[] a, double[] b) {
        double[] x = centred(a);
        double[] y = centred(b);
        double floorX = squares(x) * CONSTANT;
        double floorY = squares(y) * CONSTANT;
        double[] found = new double[weights.length];
        for (int r = 0; r < found.length; r++) {
            found[r] = pearson(weights[r], x, y, floorX, floorY);
        }
        return found;
    }

    private static double pearson(int[] weight, double[] x, double[] y, double floorX, double floorY) {
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumYy = 0;
        double sumXy = 0;
        for (int s = 0; s < x.length; s++) {
            double wx = weight[s] * x[s];
            double wy = weight[s] * y[s];
            sumX += wx;
            sumY += wy;
            sumXx += wx * x[s];
            sumYy += wy * y[s];
            sumXy += wx * y[s];
        }
        double n = x.length;
        double varianceX = sumXx - sumX * sumX / n;
        double varianceY = sumYy - sumY * sumY / n;
        return varianceX <= floorX || varianceY <= floorY
                ? Double.NaN
                : (sumXy - sumX * sumY / n) / Math.sqrt(varianceX * varianceY);
    }

    /** Mean of each replicate. */
    double[] means(double[] values) {
        double[] means = new double[weights.length];
        for (int r = 0; r < means.length; r++) {
            for (int i = 0; i < values.length; i++) {
                means[r] += weights[r][i] * values[i] / values.length;
            }
        }
        return means;
    }

    /** The 95 % percentile interval over the defined replicates; NaN when fewer than half of them are defined. */
    static Interval interval(double[] replicates) {
        double[] defined =
                DoubleStream.of(replicates).filter(r -> !Double.isNaN(r)).toArray();
        if (defined.length == 0 || 2 * defined.length < replicates.length) {
            return new Interval(Double.NaN, Double.NaN);
        }
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(defined);
        return new Interval(percentile.evaluate(LOW_PERCENT), percentile.evaluate(HIGH_PERCENT));
    }

    /** Ends of an interval, NaN when undefined. */
    record Interval(double low, double high) {}

    private static double[] centred(double[] values) {
        double mean = DoubleStream.of(values).sum() / values.length;
        return DoubleStream.of(values).map(v -> v - mean).toArray();
    }

    private static double squares(double[] centred) {
        return DoubleStream.of(centred).map(v -> v * v).sum();
    }
}
