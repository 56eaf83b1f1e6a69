package org.heclip.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/** Prediction from the training spots that were looked up (see {@link NearestNeighbours}). */
final class Retrieval {
    /** Where one neighbour has all the weight there is no spread to speak of. */
    private static final double ALL = 1 - 1e-9;

    private Retrieval() {}

    /**
     * Weighted mean and standard deviation of the neighbours' measured expression: {@code m = sum w x}, {@code sd^2 = sum w (x -
     * m)^2 / (1 - sum w^2)}, which for equal weights is the sample standard deviation (over n - 1). 0 for one neighbour.
     *
     * @param neighbours {@code [query][k]}
     * @param weights {@code [query][k]}, each row sums to one
     * @param expression {@code [reference][gene]}
     */
    static Prediction average(int[][] neighbours, double[][] weights, DenseMatrix expression) {
        DenseMatrix mean = DenseMatrix.zeros(neighbours.length, expression.cols());
        DenseMatrix sd = DenseMatrix.zeros(neighbours.length, expression.cols());
        IntStream.range(0, neighbours.length)
                .parallel()
                .forEach(q -> average(q, neighbours[q], weights[q], expression, mean, sd));
        return new Prediction(mean, sd);
    }

    /** The same weight for each neighbour. */
    static double[][] equalWeights(int[][] neighbours) {
        double[][] weights = new double[neighbours.length][];
        for (int q = 0; q < weights.length; q++) {
            weights[q] = new double[neighbours[q].length];
            Arrays.fill(weights[q], 1.0 / neighbours[q].length);
        }
        return weights;
    }

    private static void average(
            int q, int[] neighbours, double[] weights, DenseMatrix expression, DenseMatrix mean, DenseMatrix sd) {
        int genes = expression.cols();
        double[] sums = new double[genes];
        double[] squares = new double[genes];
        double concentration = 0;
        for (int i = 0; i < neighbours.length; i++) {
            concentration += weights[i] * weights[i];
            for (int g = 0; g < genes; g++) {
                sums[g] += weights[i] * expression.get(neighbours[i], g);
            }
        }
        for (int i = 0; i < neighbours.length; i++) {
            for (int g = 0; g < genes; g++) {
                double difference = expression.get(neighbours[i], g) - sums[g];
                squares[g] += weights[i] * difference * difference;
            }
        }
        double spread = concentration < ALL ? 1 / (1 - concentration) : 0;
        for (int g = 0; g < genes; g++) {
            mean.values()[q * genes + g] = (float) sums[g];
            sd.values()[q * genes + g] = (float) Math.sqrt(squares[g] * spread);
        }
    }
}
