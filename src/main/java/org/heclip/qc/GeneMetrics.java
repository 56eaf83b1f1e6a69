package org.heclip.qc;

import org.heclip.expression.ExpressionMatrix;

/**
 * Figures of each gene over the spots of a section, as {@code scanpy.pp.calculate_qc_metrics} names and defines them. All
 * arrays are {@code [gene]}.
 *
 * @param cellsByCounts spots with a count above 0
 * @param meanCounts mean over all spots
 * @param pctDropoutByCounts share of spots without a count, in per cent
 * @param totalCounts sum over all spots
 */
public record GeneMetrics(
        long[] cellsByCounts, double[] meanCounts, double[] pctDropoutByCounts, double[] totalCounts) {
    /** Means of a section without spots are 0. */
    public static GeneMetrics of(ExpressionMatrix counts) {
        int genes = counts.cols();
        long[] found = new long[genes];
        double[] total = new double[genes];
        for (int i = 0; i < counts.stored(); i++) {
            float value = counts.values()[i];
            total[counts.genes()[i]] += value;
            found[counts.genes()[i]] += value > 0 ? 1 : 0;
        }
        double[] mean = new double[genes];
        double[] dropout = new double[genes];
        int spots = Math.max(1, counts.rows());
        for (int g = 0; g < genes; g++) {
            mean[g] = total[g] / spots;
            dropout[g] = 100 * (1 - (double) found[g] / spots);
        }
        return new GeneMetrics(found, mean, dropout, total);
    }

    /** {@code log(1 + mean_counts)}, natural. */
    public double[] log1pMeanCounts() {
        return log1p(meanCounts);
    }

    /** {@code log(1 + total_counts)}, natural. */
    public double[] log1pTotalCounts() {
        return log1p(totalCounts);
    }

    private static double[] log1p(double[] values) {
        double[] logged = new double[values.length];
        for (int g = 0; g < values.length; g++) {
            logged[g] = Math.log1p(values[g]);
        }
        return logged;
    }
}
