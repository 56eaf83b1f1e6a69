package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.expression.DenseMatrix;

/**
 * How often the measured value lies in the interval that a prediction and its standard deviation promise: the reliability of
 * regression after Kuleshov et al., ICML 2018 (arXiv 1807.00263), for central intervals of a normal distribution, or of as many
 * standard deviations as the model's validation asked for.
 */
public final class Calibration {
    private static final double[] NOMINAL = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

    private Calibration() {}

    /**
     * What an interval of each level is.
     *
     * @param nominal the shares of the values that should lie in the intervals, rising
     * @param reach how many standard deviations to either side, rising
     */
    public record Intervals(double[] nominal, double[] reach) {
        /** @throws IllegalArgumentException when they differ in number or do not rise */
        public Intervals {
            boolean fit = nominal.length == reach.length;
            for (int l = 1; fit && l < nominal.length; l++) {
                fit = nominal[l] > nominal[l - 1] && reach[l] >= reach[l - 1];
            }
            if (!fit) {
                throw new IllegalArgumentException("found " + Arrays.toString(nominal) + " and "
                        + Arrays.toString(reach) + ", expected as many of both, rising");
            }
        }

        /** Central intervals of a normal distribution. */
        public static Intervals normal() {
            NormalDistribution normal = new NormalDistribution(null, 0, 1);
            double[] reach = Arrays.stream(NOMINAL)
                    .map(level -> normal.inverseCumulativeProbability((1 + level) / 2))
                    .toArray();
            return new Intervals(NOMINAL.clone(), reach);
        }
    }

    /**
     * Row of {@code calibration.tsv}.
     *
     * @param nominal the share of the values that should lie in the interval
     * @param observed the share that does; null when there is nothing to count
     * @param spotsGenes values that were looked at
     */
    public record Level(
            String model,
            String protocol,
            String fold,
            String section,
            double nominal,
            Double observed,
            long spotsGenes) {}

    /**
     * @param measured log-normalised expression {@code [spot][gene]}
     * @param predicted of the same shape
     * @param sd standard deviation of each prediction, of the same shape, 0 or more
     * @param counted genes that the section has measured
     * @return one row a level, by level
     */
    public static List<Level> of(
            Origin origin,
            DenseMatrix measured,
            DenseMatrix predicted,
            DenseMatrix sd,
            boolean[] counted,
            Intervals intervals) {
        double[] reach = intervals.reach();
        long[] inside = new long[reach.length];
        long all = 0;
        for (int s = 0; s < measured.rows(); s++) {
            for (int g = 0; g < measured.cols(); g++) {
                if (counted[g]) {
                    double error = Math.abs((double) measured.get(s, g) - predicted.get(s, g));
                    double spread = sd.get(s, g);
                    for (int l = reach.length - 1; l >= 0 && error <= reach[l] * spread; l--) {
                        inside[l]++;
                    }
                    all++;
                }
            }
        }
        List<Level> levels = new ArrayList<>();
        for (int l = 0; l < reach.length; l++) {
            levels.add(new Level(
                    origin.model(),
                    origin.protocol(),
                    origin.fold(),
                    origin.section(),
                    intervals.nominal()[l],
                    Figures.of((double) inside[l] / all),
                    all));
        }
        return levels;
    }
}
