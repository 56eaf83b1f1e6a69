package org.heclip.model;

import java.util.Map;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * How many {@code predicted_sd} an interval of each level needs: quantiles of |measured - predicted| / sd over all spots and genes
 * of the validation parts (split conformal prediction; Lei et al., JASA 2018). Residuals of counts are no Gaussians, so that the
 * Gaussian's 0.67, 1.28, 1.64 ... cover something else than they say.
 */
public final class IntervalMultipliers {
    /** Nominal coverages. */
    public static final double[] LEVELS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

    private static final String NAME = "interval_multipliers";
    private static final double BIN = 1e-3;
    private static final int BINS = 100_000;

    private final long[] histogram = new long[BINS];
    private long values;

    /**
     * @param measured {@code [spot][gene]}
     * @param predicted of the same shape
     * @param sd of the same shape, or one row for all spots; a value without spread is left out
     */
    void add(DenseMatrix measured, DenseMatrix predicted, float[] sd) {
        for (int i = 0; i < measured.values().length; i++) {
            double spread = sd[i % sd.length];
            if (spread > 0) {
                double ratio = Math.abs(measured.values()[i] - predicted.values()[i]) / spread;
                histogram[(int) Math.min(BINS - 1, ratio / BIN)]++;
                values++;
            }
        }
    }

    /** Adds the multiplier of each of {@link #LEVELS}, to a thousandth. */
    void addTo(Map<String, Tensor> weights) {
        float[] multipliers = new float[LEVELS.length];
        for (int level = 0; level < multipliers.length; level++) {
            multipliers[level] = (float) quantile(LEVELS[level]);
        }
        weights.put(NAME, Tensor.vector(multipliers));
    }

    /** The multipliers of a model that has them. */
    public static Optional<double[]> of(Map<String, Tensor> weights) {
        return Optional.ofNullable(weights.get(NAME)).map(tensor -> Rows.doubles(tensor.values()));
    }

    private double quantile(double level) {
        long seen = 0;
        for (int bin = 0; bin < BINS; bin++) {
            seen += histogram[bin];
            if (seen >= level * values) {
                return (bin + 1) * BIN;
            }
        }
        return BINS * BIN;
    }
}
