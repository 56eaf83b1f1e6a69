package org.heclip.model;

import java.util.Map;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Mean and standard deviation (over n) of each column.
 *
 * @param sd 1 for a constant column, so that it becomes 0
 */
record Standardisation(double[] mean, double[] sd) {
    /** Below this share of its mean a column's spread is rounding. */
    private static final double CONSTANT = 1e-7;

    static Standardisation of(DenseMatrix matrix) {
        ColumnMoments moments = new ColumnMoments();
        moments.add(matrix);
        return moments.standardisation();
    }

    static Standardisation of(double[] mean, double[] sd) {
        double[] divisors = sd.clone();
        for (int g = 0; g < divisors.length; g++) {
            if (divisors[g] <= CONSTANT * Math.abs(mean[g])) {
                divisors[g] = 1;
            }
        }
        return new Standardisation(rounded(mean), rounded(divisors));
    }

    DenseMatrix apply(DenseMatrix matrix) {
        float[] values = new float[matrix.values().length];
        for (int i = 0; i < values.length; i++) {
            int g = i % mean.length;
            values[i] = (float) ((matrix.values()[i] - mean[g]) / sd[g]);
        }
        return new DenseMatrix(matrix.rows(), matrix.cols(), values);
    }

    void addTo(Map<String, Tensor> weights) {
        weights.put("features.mean", Tensor.vector(floats(mean)));
        weights.put("features.sd", Tensor.vector(floats(sd)));
    }

    static Standardisation from(Map<String, Tensor> weights) {
        return new Standardisation(
                doubles(weights.get("features.mean").values()),
                doubles(weights.get("features.sd").values()));
    }

    /** As float32 keeps them: a model from its file computes what it computed when it was fitted. */
    private static double[] rounded(double[] values) {
        return doubles(floats(values));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
