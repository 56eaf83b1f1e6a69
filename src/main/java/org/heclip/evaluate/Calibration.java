package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.expression.DenseMatrix;

/**
 * How often the measured value lies in the interval that a prediction and its standard deviation promise: the reliability of
 * regression after Kuleshov et al., ICML 2018 (arXiv 1807.00263), for central intervals of a normal distribution.
 */
public final class Calibration {
    private static final double[] NOMINAL = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

    private Calibration() {}

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
            Origin origin, DenseMatrix measured, DenseMatrix predicted, DenseMatrix sd, boolean[] counted) {
        double[] reach = IntStream.range(0, NOMINAL.length)
                .mapToDouble(l -> new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + NOMINAL[l]) / 2))
                .toArray();
        long[] inside = new long[NOMINAL.length];
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
        for (int l = 0; l < NOMINAL.length; l++) {
            levels.add(new Level(
                    origin.model(),
                    origin.protocol(),
                    origin.fold(),
                    origin.section(),
                    NOMINAL[l],
                    Figures.of((double) inside[l] / all),
                    all));
        }
        return levels;
    }
}
