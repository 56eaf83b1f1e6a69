package org.heclip.model;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.heclip.expression.DenseMatrix;

/**
 * Principal components of expression over weighted spots: the few programmes that genes share. Predicting these instead of each
 * gene leaves the counting noise of single genes behind, and lets a gene that is seldom detected borrow from those it goes with.
 * Found by block power iteration from a seeded start (Halko, Martinsson and Tropp, SIAM Review 2011, algorithms 4.4 and 5.1), so
 * that the cost grows with spots x genes x components only.
 *
 * @param mean weighted mean of each gene
 * @param directions {@code [component][gene]}, orthonormal, the strongest first
 */
record ExpressionComponents(double[] mean, double[][] directions) {
    private static final int EXTRA = 10;
    private static final int ITERATIONS = 12;

    /**
     * @param expression {@code [spot][gene]}
     * @param weights of the spots
     * @param components at most this many; fewer when there are fewer spots or genes
     */
    static ExpressionComponents of(DenseMatrix expression, double[] weights, int components, long seed) {
        int most = Math.min(expression.rows(), expression.cols());
        double[] mean = weightedMean(expression, weights);
        Random random = new Random(seed);
        double[][] block = new double[Math.min(most, components + EXTRA)][expression.cols()];
        for (double[] direction : block) {
            for (int g = 0; g < direction.length; g++) {
                direction[g] = random.nextGaussian();
            }
        }
        orthonormalise(block);
        for (int i = 0; i < ITERATIONS; i++) {
            block = gramTimes(expression, weights, mean, block);
            orthonormalise(block);
        }
        double[][] sorted = principal(block, gramTimes(expression, weights, mean, block));
        return new ExpressionComponents(mean, Arrays.copyOf(sorted, Math.min(components, sorted.length)));
    }

    /** Scores {@code [spot][component]}. */
    double[][] scores(DenseMatrix expression) {
        return IntStream.range(0, expression.rows())
                .parallel()
                .mapToObj(s -> {
                    double[] centred = centred(expression, s, mean);
                    double[] scores = new double[directions.length];
                    for (int k = 0; k < scores.length; k++) {
                        scores[k] = Ridge.dot(centred, directions[k]);
                    }
                    return scores;
                })
                .toArray(double[][]::new);
    }

    /**
     * Expression from the first components.
     *
     * @param scores {@code [spot][component]}
     * @return {@code [spot][gene]}
     */
    DenseMatrix expression(double[][] scores, int components) {
        int genes = mean.length;
        DenseMatrix expression = DenseMatrix.zeros(scores.length, genes);
        IntStream.range(0, scores.length).parallel().forEach(s -> {
            double[] sums = mean.clone();
            for (int k = 0; k < Math.min(components, directions.length); k++) {
                for (int g = 0; g < genes; g++) {
                    sums[g] += scores[s][k] * directions[k][g];
                }
            }
            for (int g = 0; g < genes; g++) {
                expression.values()[s * genes + g] = (float) sums[g];
            }
        });
        return expression;
    }

    ExpressionComponents first(int components) {
        return new ExpressionComponents(mean, Arrays.copyOf(directions, Math.min(components, directions.length)));
    }

    /** {@code block Z'WZ}, Z the centred expression. */
    private static double[][] gramTimes(DenseMatrix expression, double[] weights, double[] mean, double[][] block) {
        double[][] products = new double[block.length][mean.length];
        double[][] scores = new ExpressionComponents(mean, block).scores(expression);
        IntStream.range(0, block.length).parallel().forEach(k -> {
            for (int s = 0; s < scores.length; s++) {
                double factor = weights[s] * scores[s][k];
                int row = s * mean.length;
                for (int g = 0; g < mean.length; g++) {
                    products[k][g] += factor * (expression.values()[row + g] - mean[g]);
                }
            }
        });
        return products;
    }

    /** Turns an orthonormal basis of the leading space to the principal directions, the largest entry of each positive. */
    private static double[][] principal(double[][] basis, double[][] gramTimesBasis) {
        int size = basis.length;
        double[][] small = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                small[i][j] = Ridge.dot(basis[i], gramTimesBasis[j]);
                small[j][i] = small[i][j];
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(small, false));
        return IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getRealEigenvalue(b), eigen.getRealEigenvalue(a)))
                .map(k -> Ridge.signed(combined(basis, eigen.getEigenvector(k).toArray())))
                .toArray(double[][]::new);
    }

    private static double[] combined(double[][] basis, double[] factors) {
        double[] sum = new double[basis[0].length];
        for (int i = 0; i < basis.length; i++) {
            for (int g = 0; g < sum.length; g++) {
                sum[g] += factors[i] * basis[i][g];
            }
        }
        return sum;
    }

    /** Modified Gram-Schmidt, twice for accuracy; a direction that vanishes becomes 0. */
    private static void orthonormalise(double[][] block) {
        for (int k = 0; k < block.length; k++) {
            double before = Math.sqrt(Ridge.dot(block[k], block[k]));
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    subtract(block[k], block[j], Ridge.dot(block[k], block[j]));
                }
            }
            double length = Math.sqrt(Ridge.dot(block[k], block[k]));
            double scale = length > 1e-12 * before ? 1 / length : 0;
            for (int g = 0; g < block[k].length; g++) {
                block[k][g] *= scale;
            }
        }
    }

    private static void subtract(double[] from, double[] direction, double factor) {
        for (int g = 0; g < from.length; g++) {
            from[g] -= factor * direction[g];
        }
    }

    private static double[] centred(DenseMatrix expression, int s, double[] mean) {
        double[] centred = new double[mean.length];
        int row = s * mean.length;
        for (int g = 0; g < mean.length; g++) {
            centred[g] = expression.values()[row + g] - mean[g];
        }
        return centred;
    }

    private static double[] weightedMean(DenseMatrix expression, double[] weights) {
        double[] sums = new double[expression.cols()];
        double total = 0;
        for (int s = 0; s < expression.rows(); s++) {
            total += weights[s];
            for (int g = 0; g < sums.length; g++) {
                sums[g] += weights[s] * expression.get(s, g);
            }
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] /= total;
        }
        return sums;
    }
}
