package org.heclip.model;

import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Expression as a linear function of features, by way of principal components.
 *
 * @param directions {@code [component][feature]}
 * @param coefficients {@code [component][gene]}
 * @param intercept {@code [gene]}
 */
record LinearPredictor(Tensor directions, Tensor coefficients, Tensor intercept) {
    static LinearPredictor of(Ridge ridge, double penalty, int features) {
        double[][] coefficients = ridge.coefficients(penalty);
        return new LinearPredictor(
                tensor(ridge.directions(), features),
                tensor(coefficients, ridge.intercept().length),
                Tensor.vector(tensor(new double[][] {ridge.intercept()}, ridge.intercept().length)
                        .values()));
    }

    static LinearPredictor from(Map<String, Tensor> weights) {
        return new LinearPredictor(
                weights.get("pca.directions"), weights.get("ridge.coefficients"), weights.get("ridge.intercept"));
    }

    void addTo(Map<String, Tensor> weights) {
        weights.put("pca.directions", directions);
        weights.put("ridge.coefficients", coefficients);
        weights.put("ridge.intercept", intercept);
    }

    /**
     * @param x {@code [spot][feature]}
     * @return {@code [spot][gene]}
     * @throws InputException when x has another number of features
     */
    DenseMatrix predict(DenseMatrix x, String section) {
        int features = directions.shape()[1];
        if (x.cols() != features) {
            throw new InputException(
                    section, "features", "found " + x.cols() + ", expected " + features + " as trained");
        }
        int genes = intercept.values().length;
        DenseMatrix predicted = DenseMatrix.zeros(x.rows(), genes);
        IntStream.range(0, x.rows()).parallel().forEach(s -> {
            double[] sums = new double[genes];
            for (int k = 0; k < directions.shape()[0]; k++) {
                double score = 0;
                for (int f = 0; f < features; f++) {
                    score += x.get(s, f) * (double) directions.values()[k * features + f];
                }
                for (int g = 0; g < genes; g++) {
                    sums[g] += score * coefficients.values()[k * genes + g];
                }
            }
            for (int g = 0; g < genes; g++) {
                predicted.values()[s * genes + g] = (float) (intercept.values()[g] + sums[g]);
            }
        });
        return predicted;
    }

    private static Tensor tensor(double[][] rows, int cols) {
        float[] values = new float[Math.multiplyExact(rows.length, cols)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / cols][i % cols];
        }
        return Tensor.matrix(rows.length, cols, values);
    }
}
