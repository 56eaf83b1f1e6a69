package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/** Prediction by looking up the training spots whose images are most alike. */
final class Retrieval {
    private static final int QUERIES_AT_ONCE = 256;
    private static final double SHORTEST = 1e-12;

    private Retrieval() {}

    /**
     * The most alike references of each query by cosine similarity, best first; ties go to the earlier one.
     *
     * @param reference {@code [reference][dimension]}
     * @param queries {@code [query][dimension]}
     * @param k at most all of the references
     * @return {@code [query][k]}
     */
    static int[][] nearest(NDManager manager, DenseMatrix reference, DenseMatrix queries, int k) {
        int[][] nearest = new int[queries.rows()][];
        try (NDManager scope = manager.newSubManager()) {
            NDArray references = array(scope, unitLength(reference)).transpose();
            DenseMatrix units = unitLength(queries);
            for (int start = 0; start < units.rows(); start += QUERIES_AT_ONCE) {
                int first = start;
                int size = Math.min(QUERIES_AT_ONCE, units.rows() - start);
                float[] cosines = cosines(scope, references, units, first, size);
                IntStream.range(0, size)
                        .parallel()
                        .forEach(q -> nearest[first + q] = largest(
                                Arrays.copyOfRange(cosines, q * reference.rows(), (q + 1) * reference.rows()), k));
            }
        }
        return nearest;
    }

    /**
     * Mean and standard deviation (over n - 1; 0 for one neighbour) of the neighbours' measured expression.
     *
     * @param neighbours {@code [query][k]}
     * @param expression {@code [reference][gene]}
     */
    static Prediction average(int[][] neighbours, DenseMatrix expression) {
        DenseMatrix mean = DenseMatrix.zeros(neighbours.length, expression.cols());
        DenseMatrix sd = DenseMatrix.zeros(neighbours.length, expression.cols());
        IntStream.range(0, neighbours.length).parallel().forEach(q -> average(q, neighbours[q], expression, mean, sd));
        return new Prediction(mean, sd);
    }

    private static void average(int q, int[] neighbours, DenseMatrix expression, DenseMatrix mean, DenseMatrix sd) {
        int genes = expression.cols();
        double[] sums = new double[genes];
        double[] squares = new double[genes];
        for (int neighbour : neighbours) {
            for (int g = 0; g < genes; g++) {
                sums[g] += expression.get(neighbour, g);
            }
        }
        for (int neighbour : neighbours) {
            for (int g = 0; g < genes; g++) {
                double difference = expression.get(neighbour, g) - sums[g] / neighbours.length;
                squares[g] += difference * difference;
            }
        }
        for (int g = 0; g < genes; g++) {
            mean.values()[q * genes + g] = (float) (sums[g] / neighbours.length);
            sd.values()[q * genes + g] = (float) Math.sqrt(squares[g] / Math.max(1, neighbours.length - 1));
        }
    }

    /** Indices of the k largest values, largest first; ties go to the smaller index. */
    static int[] largest(float[] values, int k) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Float.compare(values[b], values[a]))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static float[] cosines(NDManager scope, NDArray references, DenseMatrix units, int first, int size) {
        int[] rows = IntStream.range(first, first + size).toArray();
        try (NDManager step = scope.newSubManager()) {
            return array(step, units.selectRows(rows)).matMul(references).toFloatArray();
        }
    }

    private static NDArray array(NDManager manager, DenseMatrix matrix) {
        return manager.create(matrix.values(), new Shape(matrix.rows(), matrix.cols()));
    }

    private static DenseMatrix unitLength(DenseMatrix matrix) {
        DenseMatrix units = DenseMatrix.zeros(matrix.rows(), matrix.cols());
        for (int s = 0; s < matrix.rows(); s++) {
            double squares = 0;
            for (float value : matrix.row(s)) {
                squares += (double) value * value;
            }
            double length = Math.max(Math.sqrt(squares), SHORTEST);
            for (int g = 0; g < matrix.cols(); g++) {
                units.values()[s * matrix.cols() + g] = (float) (matrix.get(s, g) / length);
            }
        }
        return units;
    }
}
