package org.heclip.expression;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Principal components of wide matrices by subspace iteration from a seeded random start (Halko, Martinsson and Tropp, SIAM Rev
 * 2011, 53:217, algorithm 4.4): the leading components alone, in time that grows with spots times genes.
 */
public final class PrincipalComponents {
    private static final int OVERSAMPLING = 10;
    private static final int ITERATIONS = 7;
    /** Part of a column's length below which what is left of it is rounding. */
    private static final double DEPENDENT = 1e-10;

    private PrincipalComponents() {}

    /**
     * @param matrix {@code [spot][gene]}; columns are centred here
     * @return {@code [spot][component]}, the component with the largest variance first; at most {@code components} columns,
     *     fewer for smaller matrices
     */
    public static double[][] scores(DenseMatrix matrix, int components, long seed) {
        int spots = matrix.rows();
        int genes = matrix.cols();
        int kept = Math.min(components, Math.min(spots, genes));
        int drawn = Math.min(kept + OVERSAMPLING, Math.min(spots, genes));
        double[] means = means(matrix);
        Random random = new Random(seed);
        double[][] directions = new double[genes][drawn];
        for (double[] row : directions) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        for (int i = 0; i < ITERATIONS; i++) {
            directions = orthonormal(acrossSpots(matrix, means, along(matrix, means, directions)));
        }
        double[][] projected = along(matrix, means, directions);
        return rotated(projected, kept);
    }

    private static double[] means(DenseMatrix matrix) {
        double[] means = new double[matrix.cols()];
        for (int s = 0; s < matrix.rows(); s++) {
            for (int g = 0; g < means.length; g++) {
                means[g] += matrix.get(s, g);
            }
        }
        Arrays.setAll(means, g -> means[g] / matrix.rows());
        return means;
    }

    /** Centred matrix times directions: {@code [spot][direction]}. */
    private static double[][] along(DenseMatrix matrix, double[] means, double[][] directions) {
        int drawn = directions[0].length;
        return IntStream.range(0, matrix.rows())
                .parallel()
                .mapToObj(s -> {
                    double[] row = new double[drawn];
                    for (int g = 0; g < directions.length; g++) {
                        double value = matrix.get(s, g) - means[g];
                        double[] direction = directions[g];
                        for (int c = 0; c < drawn; c++) {
                            row[c] += value * direction[c];
                        }
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    /** Transposed centred matrix times {@code [spot][direction]}: {@code [gene][direction]}. */
    private static double[][] acrossSpots(DenseMatrix matrix, double[] means, double[][] scores) {
        int drawn = scores[0].length;
        return IntStream.range(0, matrix.cols())
                .parallel()
                .mapToObj(g -> {
                    double[] row = new double[drawn];
                    for (int s = 0; s < scores.length; s++) {
                        double value = matrix.get(s, g) - means[g];
                        double[] score = scores[s];
                        for (int c = 0; c < drawn; c++) {
                            row[c] += value * score[c];
                        }
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    /** Gram-Schmidt, twice for accuracy; columns that depend on others become 0. */
    private static double[][] orthonormal(double[][] directions) {
        int drawn = directions[0].length;
        for (int c = 0; c < drawn; c++) {
            double before = Math.sqrt(dot(directions, c, c));
            for (int pass = 0; pass < 2; pass++) {
                for (int other = 0; other < c; other++) {
                    double along = dot(directions, c, other);
                    for (double[] row : directions) {
                        row[c] -= along * row[other];
                    }
                }
            }
            double norm = Math.sqrt(dot(directions, c, c));
            double factor = norm > DEPENDENT * before ? 1 / norm : 0;
            for (double[] row : directions) {
                row[c] *= factor;
            }
        }
        return directions;
    }

    private static double dot(double[][] directions, int a, int b) {
        double sum = 0;
        for (double[] row : directions) {
            sum += row[a] * row[b];
        }
        return sum;
    }

    /** Turned within their space so that the columns are the components themselves. */
    private static double[][] rotated(double[][] projected, int kept) {
        RealMatrix scores = new Array2DRowRealMatrix(projected, false);
        RealMatrix axes = new EigenDecomposition(scores.transpose().multiply(scores)).getV();
        return scores.multiply(axes.getSubMatrix(0, axes.getRowDimension() - 1, 0, kept - 1))
                .getData();
    }
}
