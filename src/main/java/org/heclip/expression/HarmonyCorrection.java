package org.heclip.expression;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Takes the offset of each section within each cluster away (Harmony's second step, "mixture of experts"): in each cluster a
 * ridge regression of expression on an intercept, which stays, and the sections, weighted by membership.
 */
final class HarmonyCorrection {
    private static final double RIDGE = 1;

    private HarmonyCorrection() {}

    /** @param memberships {@code [spot][cluster]} */
    static DenseMatrix of(DenseMatrix original, double[][] memberships, int[] sectionOf, int sections) {
        int clusters = memberships[0].length;
        double[][][] offsets = IntStream.range(0, clusters)
                .parallel()
                .mapToObj(c -> offsets(original, memberships, sectionOf, sections, c))
                .toArray(double[][][]::new);
        DenseMatrix corrected = DenseMatrix.zeros(original.rows(), original.cols());
        IntStream.range(0, original.rows()).parallel().forEach(s -> {
            double[] sum = new double[original.cols()];
            for (int c = 0; c < clusters; c++) {
                double[] offset = offsets[c][sectionOf[s]];
                for (int g = 0; g < sum.length; g++) {
                    sum[g] += memberships[s][c] * offset[g];
                }
            }
            for (int g = 0; g < sum.length; g++) {
                int i = s * sum.length + g;
                corrected.values()[i] = (float) (original.values()[i] - sum[g]);
            }
        });
        return corrected;
    }

    /** {@code [section][gene]} in one cluster. */
    private static double[][] offsets(
            DenseMatrix original, double[][] memberships, int[] sectionOf, int sections, int cluster) {
        int genes = original.cols();
        double[] weight = new double[sections];
        double[][] response = new double[sections + 1][genes];
        for (int s = 0; s < sectionOf.length; s++) {
            double member = memberships[s][cluster];
            double[] row = response[1 + sectionOf[s]];
            weight[sectionOf[s]] += member;
            for (int g = 0; g < genes; g++) {
                row[g] += member * original.values()[s * genes + g];
            }
        }
        for (int b = 1; b <= sections; b++) {
            for (int g = 0; g < genes; g++) {
                response[0][g] += response[b][g];
            }
        }
        double[][] solution = new LUDecomposition(new Array2DRowRealMatrix(design(weight), false))
                .getSolver()
                .getInverse()
                .multiply(new Array2DRowRealMatrix(response, false))
                .getData();
        double[][] offsets = new double[sections][];
        System.arraycopy(solution, 1, offsets, 0, sections);
        return offsets;
    }

    private static double[][] design(double[] weight) {
        int size = weight.length + 1;
        double[][] design = new double[size][size];
        for (int b = 1; b < size; b++) {
            design[0][0] += weight[b - 1];
            design[0][b] = weight[b - 1];
            design[b][0] = weight[b - 1];
            design[b][b] = weight[b - 1] + RIDGE;
        }
        return design;
    }
}
