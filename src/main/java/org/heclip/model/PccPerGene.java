package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/** The figure by which epochs and penalties are chosen. */
final class PccPerGene {
    private PccPerGene() {}

    /** Mean over genes of the correlation over spots; a gene without one (constant on either side) counts as 0. */
    static double mean(DenseMatrix measured, DenseMatrix predicted) {
        double sum = 0;
        for (int g = 0; g < measured.cols(); g++) {
            sum += pearson(measured.column(g), predicted.column(g));
        }
        return measured.cols() == 0 ? 0 : sum / measured.cols();
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int s = 0; s < x.length; s++) {
            xx += (x[s] - meanX) * (x[s] - meanX);
            yy += (y[s] - meanY) * (y[s] - meanY);
            xy += (x[s] - meanX) * (y[s] - meanY);
        }
        double scale = Math.sqrt(xx * yy);
        return scale > 0 ? xy / scale : 0;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
