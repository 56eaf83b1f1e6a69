package org.heclip.evaluate;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How well one series of predictions agrees with what was measured. Undefined figures are NaN. */
final class Agreement {
    private Agreement() {}

    /**
     * Pearson's correlation; undefined for fewer than two values or when either series is constant.
     *
     * @param a one value per spot (or gene)
     * @param b of the same length
     */
    static double pearson(double[] a, double[] b) {
        return isConstant(a) || isConstant(b) ? Double.NaN : bounded(new PearsonsCorrelation().correlation(a, b));
    }

    /** Spearman's rank correlation, ties by mean rank; undefined as {@link #pearson}. */
    static double spearman(double[] a, double[] b) {
        return isConstant(a) || isConstant(b) ? Double.NaN : bounded(new SpearmansCorrelation().correlation(a, b));
    }

    /**
     * Two-sided p-value of a Pearson correlation of n pairs, t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom. It
     * takes spots for independent, which neighbours are not.
     */
    static double pValue(double pearson, int n) {
        if (Double.isNaN(pearson) || n < 3) {
            return Double.NaN;
        }
        if (Math.abs(pearson) == 1) {
            return 0;
        }
        double t = Math.abs(pearson) * Math.sqrt((n - 2) / ((1 - pearson) * (1 + pearson)));
        return 2 * new TDistribution(null, n - 2).cumulativeProbability(-t);
    }

    static double rootMeanSquareError(double[] a, double[] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            sum += (a[s] - b[s]) * (a[s] - b[s]);
        }
        return Math.sqrt(sum / a.length);
    }

    static double meanAbsoluteError(double[] a, double[] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            sum += Math.abs(a[s] - b[s]);
        }
        return sum / a.length;
    }

    /**
     * Jensen-Shannon distance (base 2, 0 to 1; Endres and Schindelin, IEEE Trans Inf Theory 2003, 49:1858) between the
     * gene's distributions over the spots. Values below zero count as zero; undefined when a series has no sum.
     */
    static double jensenShannon(double[] a, double[] b) {
        double sumA = positiveSum(a);
        double sumB = positiveSum(b);
        if (sumA == 0 || sumB == 0) {
            return Double.NaN;
        }
        double divergence = 0;
        for (int s = 0; s < a.length; s++) {
            double p = Math.max(0, a[s]) / sumA;
            double q = Math.max(0, b[s]) / sumB;
            double middle = (p + q) / 2;
            divergence += part(p, middle) + part(q, middle);
        }
        return Math.sqrt(Math.max(0, divergence / 2 / Math.log(2)));
    }

    private static double part(double p, double middle) {
        return p > 0 ? p * Math.log(p / middle) : 0;
    }

    private static double positiveSum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.max(0, value);
        }
        return sum;
    }

    private static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static double bounded(double correlation) {
        return Double.isNaN(correlation) ? correlation : Math.max(-1, Math.min(1, correlation));
    }
}
