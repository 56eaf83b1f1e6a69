package org.heclip.model;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.heclip.expression.DenseMatrix;

/**
 * Weighted kernel ridge regression with a Gaussian kernel: minimises the sum over spots of {@code w (y - f(x))^2} plus penalty
 * times the squared norm of f (Saunders, Gammerman and Vovk, ICML 1998), prepared once for all penalties. Up to {@link #MOST}
 * spots it is exact; of more spots a seeded choice serves as landmarks (Nystroem; Williams and Seeger, NIPS 2000), so that memory
 * and time grow with the number of spots only.
 */
final class KernelSystem {
    static final int MOST = 1000;

    /** Keeps the kernel of spots that look the same invertible; far below any penalty. */
    private static final double JITTER = 1e-7;

    private static final double SYMMETRIC = 1e-9;

    private final double gamma;
    private final DenseMatrix landmarks;
    private final double[][] factor;
    private final double[][] whitened;
    private final double[] whitenedMean;
    private final double[][] gram;
    private final double[] weights;

    private KernelSystem(
            double gamma, DenseMatrix landmarks, double[][] factor, double[][] whitened, double[] weights) {
        this.gamma = gamma;
        this.landmarks = landmarks;
        this.factor = factor;
        this.whitened = whitened;
        this.weights = weights;
        this.whitenedMean = weightedMeans(whitened, weights);
        this.gram = gram(whitened, whitenedMean, weights);
    }

    /**
     * @param x {@code [spot][feature]}
     * @param weights of the spots, mean 1
     * @param seed of the landmarks, when there are more spots than {@link #MOST}
     */
    static KernelSystem of(DenseMatrix x, double[] weights, double gamma, long seed) {
        DenseMatrix landmarks = x.rows() <= MOST ? x : x.selectRows(chosen(x.rows(), seed));
        double[][] kernel = KernelRidge.kernel(x, landmarks, gamma);
        double[][] between = landmarks == x ? copied(kernel) : KernelRidge.kernel(landmarks, landmarks, gamma);
        for (int i = 0; i < between.length; i++) {
            between[i][i] += JITTER;
        }
        double[][] factor = cholesky(between).getL().getData();
        IntStream.range(0, kernel.length).parallel().forEach(s -> solveLower(factor, kernel[s]));
        return new KernelSystem(gamma, landmarks, factor, kernel, weights);
    }

    /**
     * @param targets {@code [spot][output]}
     * @param penalty above 0
     */
    KernelRidge solve(double[][] targets, double penalty) {
        double[] means = weightedMeans(targets, weights);
        double[][] regularised = new double[gram.length][];
        for (int i = 0; i < gram.length; i++) {
            regularised[i] = gram[i].clone();
            regularised[i][i] += penalty;
        }
        RealMatrix solution =
                cholesky(regularised).getSolver().solve(new Array2DRowRealMatrix(products(targets, means), false));
        double[] intercept = means.clone();
        double[][] coefficients = new double[gram.length][means.length];
        for (int k = 0; k < means.length; k++) {
            double[] whitenedCoefficients = solution.getColumn(k);
            intercept[k] -= Ridge.dot(whitenedMean, whitenedCoefficients);
            solveUpper(factor, whitenedCoefficients);
            for (int m = 0; m < coefficients.length; m++) {
                coefficients[m][k] = whitenedCoefficients[m];
            }
        }
        return new KernelRidge(gamma, landmarks, coefficients, intercept);
    }

    DenseMatrix landmarks() {
        return landmarks;
    }

    /** Z'WY, both centred. */
    private double[][] products(double[][] targets, double[] means) {
        return IntStream.range(0, gram.length)
                .parallel()
                .mapToObj(m -> {
                    double[] sums = new double[means.length];
                    for (int s = 0; s < targets.length; s++) {
                        double z = weights[s] * (whitened[s][m] - whitenedMean[m]);
                        for (int k = 0; k < sums.length; k++) {
                            sums[k] += z * (targets[s][k] - means[k]);
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
    }

    private static double[][] gram(double[][] rows, double[] mean, double[] weights) {
        int size = mean.length;
        double[][] columns = new double[size][rows.length];
        for (int s = 0; s < rows.length; s++) {
            for (int m = 0; m < size; m++) {
                columns[m][s] = Math.sqrt(weights[s]) * (rows[s][m] - mean[m]);
            }
        }
        double[][] gram = new double[size][size];
        IntStream.range(0, size).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = Ridge.dot(columns[i], columns[j]);
            }
        });
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    private static double[] weightedMeans(double[][] rows, double[] weights) {
        double[] sums = new double[rows[0].length];
        double total = 0;
        for (int s = 0; s < rows.length; s++) {
            total += weights[s];
            for (int k = 0; k < sums.length; k++) {
                sums[k] += weights[s] * rows[s][k];
            }
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] /= total;
        }
        return sums;
    }

    private static double[][] copied(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    private static CholeskyDecomposition cholesky(double[][] matrix) {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), SYMMETRIC, 0);
    }

    /** Replaces b by the solution of {@code L x = b}. */
    private static void solveLower(double[][] lower, double[] b) {
        for (int i = 0; i < b.length; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= lower[i][j] * b[j];
            }
            b[i] = sum / lower[i][i];
        }
    }

    /** Replaces b by the solution of {@code L' x = b}. */
    private static void solveUpper(double[][] lower, double[] b) {
        for (int i = b.length - 1; i >= 0; i--) {
            b[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                b[j] -= lower[i][j] * b[i];
            }
        }
    }

    private static int[] chosen(int spots, long seed) {
        int[] order = IntStream.range(0, spots).toArray();
        Random random = new Random(seed);
        for (int i = 0; i < MOST; i++) {
            int other = i + random.nextInt(spots - i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return IntStream.of(order).limit(MOST).sorted().toArray();
    }
}
