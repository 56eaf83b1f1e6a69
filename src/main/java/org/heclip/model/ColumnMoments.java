package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/** Mean and spread of the columns of a matrix that comes in blocks of rows (Chan, Golub and LeVeque, Am Stat 1983). */
final class ColumnMoments {
    private long rows;
    private double[] mean = {};
    private double[] squares = {};

    /** The next rows. */
    void add(DenseMatrix block) {
        if (rows == 0) {
            mean = new double[block.cols()];
            squares = new double[block.cols()];
        }
        long all = rows + block.rows();
        for (int g = 0; g < mean.length; g++) {
            double own = 0;
            for (int s = 0; s < block.rows(); s++) {
                own += block.get(s, g);
            }
            own /= block.rows();
            double ownSquares = 0;
            for (int s = 0; s < block.rows(); s++) {
                double difference = block.get(s, g) - own;
                ownSquares += difference * difference;
            }
            double shift = own - mean[g];
            mean[g] = rows == 0 ? own : mean[g] + shift * block.rows() / all;
            squares[g] += ownSquares + (rows == 0 ? 0 : shift * shift * rows * block.rows() / all);
        }
        rows = all;
    }

    /** Of all rows so far, at least one. */
    Standardisation standardisation() {
        double[] sd = new double[mean.length];
        for (int g = 0; g < sd.length; g++) {
            sd[g] = Math.sqrt(squares[g] / rows);
        }
        return Standardisation.of(mean, sd);
    }
}
