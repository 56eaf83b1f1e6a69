package org.heclip.model;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.heclip.expression.DenseMatrix;

/**
 * Ridge regression on principal components (Hoerl and Kennard, Technometrics 1970): minimises ||Y - Z b||^2 + penalty
 * ||b||^2, both sides centred, Z the first components of X. Keeping all components is ridge on X itself, since the penalty
 * does not change under rotation. On components the solution is {@code z'Y / (z'z + penalty)}, so one decomposition serves
 * all penalties.
 */
final class Ridge {
    /** Components with less than this share of the first one's variance are rounding. */
    private static final double RANK_TOLERANCE = 1e-10;

    private final double[][] directions;
    private final double[] strengths;
    private final double[][] products;
    private final double[] intercept;

    private Ridge(double[][] directions, double[] strengths, double[][] products, double[] intercept) {
        this.directions = directions;
        this.strengths = strengths;
        this.products = products;
        this.intercept = intercept;
    }

    /**
     * @param x {@code [spot][feature]}, columns centred
     * @param y {@code [spot][gene]}
     * @param components at most this many
     */
    static Ridge of(DenseMatrix x, DenseMatrix y, int components) {
        double[][] rows = doubles(x);
        double[][] columns = transpose(rows, x.cols());
        boolean dual = x.rows() < x.cols();
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(gram(dual ? rows : columns), false));
        int[] order = IntStream.range(0, eigen.getRealEigenvalues().length)
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getRealEigenvalue(b), eigen.getRealEigenvalue(a)))
                .mapToInt(Integer::intValue)
                .limit(components)
                .filter(i -> eigen.getRealEigenvalue(i) > 0)
                .toArray();
        double least = order.length == 0 ? 0 : RANK_TOLERANCE * eigen.getRealEigenvalue(order[0]);
        int[] kept = IntStream.of(order)
                .filter(i -> eigen.getRealEigenvalue(i) > least)
                .toArray();
        double[] strengths =
                IntStream.of(kept).mapToDouble(eigen::getRealEigenvalue).toArray();
        double[][] directions = IntStream.range(0, kept.length)
                .parallel()
                .mapToObj(k -> {
                    double[] vector = eigen.getEigenvector(kept[k]).toArray();
                    return signed(dual ? scaled(times(columns, vector), 1 / Math.sqrt(strengths[k])) : vector);
                })
                .toArray(double[][]::new);
        double[] intercept = means(y);
        return new Ridge(directions, strengths, products(rows, directions, y, intercept), intercept);
    }

    /** Directions of the components, {@code [component][feature]}, each of length 1. */
    double[][] directions() {
        return directions;
    }

    /** Mean of each gene. */
    double[] intercept() {
        return intercept;
    }

    /** Coefficients {@code [component][gene]} for one penalty. */
    double[][] coefficients(double penalty) {
        double[][] coefficients = new double[products.length][];
        for (int k = 0; k < products.length; k++) {
            coefficients[k] = scaled(products[k], 1 / (strengths[k] + penalty));
        }
        return coefficients;
    }

    /** z'Y, {@code [component][gene]}, Y centred. */
    private static double[][] products(double[][] rows, double[][] directions, DenseMatrix y, double[] intercept) {
        return IntStream.range(0, directions.length)
                .parallel()
                .mapToObj(k -> {
                    double[] sums = new double[y.cols()];
                    for (int s = 0; s < rows.length; s++) {
                        double score = dot(rows[s], directions[k]);
                        for (int g = 0; g < sums.length; g++) {
                            sums[g] += score * (y.get(s, g) - intercept[g]);
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
    }

    private static double[] means(DenseMatrix y) {
        double[] means = new double[y.cols()];
        for (int s = 0; s < y.rows(); s++) {
            for (int g = 0; g < means.length; g++) {
                means[g] += y.get(s, g);
            }
        }
        return scaled(means, 1.0 / y.rows());
    }

    private static double[][] gram(double[][] vectors) {
        double[][] gram = new double[vectors.length][vectors.length];
        IntStream.range(0, vectors.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = dot(vectors[i], vectors[j]);
            }
        });
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    /** An eigenvector's sign is arbitrary: its largest entry is made positive. */
    static double[] signed(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        return vector[largest] < 0 ? scaled(vector, -1) : vector;
    }

    static double dot(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static double[] times(double[][] rows, double[] vector) {
        double[] result = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            result[i] = dot(rows[i], vector);
        }
        return result;
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] result = vector.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    private static double[][] doubles(DenseMatrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.cols()];
        for (int s = 0; s < rows.length; s++) {
            for (int g = 0; g < matrix.cols(); g++) {
                rows[s][g] = matrix.get(s, g);
            }
        }
        return rows;
    }

    private static double[][] transpose(double[][] rows, int cols) {
        double[][] columns = new double[cols][rows.length];
        for (int s = 0; s < rows.length; s++) {
            for (int g = 0; g < cols; g++) {
                columns[g][s] = rows[s][g];
            }
        }
        return columns;
    }
}
