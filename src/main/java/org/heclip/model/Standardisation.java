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
        int cols = matrix.cols();
        double[] mean = new double[cols];
        double[] sd = new double[cols];
        for (int g = 0; g < cols; g++) {
            for (int s = 0; s < matrix.rows(); s++) {
                mean[g] += matrix.get(s, g);
            }
            mean[g] /= matrix.rows();
            double squares = 0;
            for (int s = 0; s < matrix.rows(); s++) {
                double difference = matrix.get(s, g) - mean[g];
                squares += difference * difference;
            }
            sd[g] = Math.sqrt(squares / matrix.rows());
            if (sd[g] <= CONSTANT * Math.abs(mean[g])) {
                sd[g] = 1;
            }
        }
        return new Standardisation(rounded(mean), rounded(sd));
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
