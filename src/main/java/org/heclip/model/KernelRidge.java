package org.heclip.model;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * A function of features that {@link KernelSystem} fitted: {@code f(x) = intercept + sum over landmarks of exp(-gamma |x -
 * landmark|^2) coefficient}. Far from all landmarks it falls back to the intercept, so that tissue unlike any in training is not
 * extrapolated to.
 *
 * @param landmarks {@code [landmark][feature]}
 * @param coefficients {@code [landmark][output]}
 * @param intercept of each output
 */
record KernelRidge(double gamma, DenseMatrix landmarks, double[][] coefficients, double[] intercept) {
    private static final int LANES = 8;
    private static final String GAMMA = "kernel.gamma";
    private static final String LANDMARKS = "kernel.landmarks";
    private static final String COEFFICIENTS = "kernel.coefficients";
    private static final String INTERCEPT = "kernel.intercept";

    /**
     * @param x {@code [spot][feature]}
     * @return {@code [spot][output]}
     * @throws InputException when x has another number of features
     */
    double[][] predict(DenseMatrix x, String section) {
        if (x.cols() != landmarks.cols()) {
            throw new InputException(
                    section, "features", "found " + x.cols() + ", expected " + landmarks.cols() + " as trained");
        }
        return times(kernel(x, landmarks, gamma));
    }

    /** @param kernel {@code [spot][landmark]} */
    double[][] times(double[][] kernel) {
        return IntStream.range(0, kernel.length)
                .parallel()
                .mapToObj(s -> {
                    double[] sums = intercept.clone();
                    for (int m = 0; m < coefficients.length; m++) {
                        for (int k = 0; k < sums.length; k++) {
                            sums[k] += kernel[s][m] * coefficients[m][k];
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
    }

    /** {@code exp(-gamma |a - b|^2)}, {@code [row of a][row of b]}. */
    static double[][] kernel(DenseMatrix a, DenseMatrix b, double gamma) {
        return IntStream.range(0, a.rows())
                .parallel()
                .mapToObj(i -> IntStream.range(0, b.rows())
                        .mapToDouble(j -> Math.exp(-gamma * squaredDistance(a, i, b, j)))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** In sums side by side, which the processor adds at once. */
    private static double squaredDistance(DenseMatrix a, int i, DenseMatrix b, int j) {
        int cols = a.cols();
        int whole = cols - cols % LANES;
        double[] sums = new double[LANES];
        for (int c = 0; c < whole; c += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                // rounded to float32, differences would cost the kernel its positive definiteness
                double difference = (double) a.values()[i * cols + c + lane] - b.values()[j * cols + c + lane];
                sums[lane] += difference * difference;
            }
        }
        double sum = Arrays.stream(sums).sum();
        for (int c = whole; c < cols; c++) {
            double difference = (double) a.values()[i * cols + c] - b.values()[j * cols + c];
            sum += difference * difference;
        }
        return sum;
    }

    void addTo(Map<String, Tensor> weights) {
        weights.put(GAMMA, Tensor.vector(new float[] {(float) gamma}));
        weights.put(LANDMARKS, Tensor.matrix(landmarks.rows(), landmarks.cols(), landmarks.values()));
        weights.put(COEFFICIENTS, Rows.tensor(coefficients, intercept.length));
        weights.put(INTERCEPT, Tensor.vector(Rows.floats(intercept)));
    }

    static KernelRidge from(Map<String, Tensor> weights) {
        Tensor landmarks = weights.get(LANDMARKS);
        return new KernelRidge(
                weights.get(GAMMA).values()[0],
                new DenseMatrix(landmarks.shape()[0], landmarks.shape()[1], landmarks.values()),
                Rows.doubles(weights.get(COEFFICIENTS)),
                Rows.doubles(weights.get(INTERCEPT).values()));
    }
}
