package org.heclip.align;

/** Small symmetric systems, many of them: no objects, no pivots. */
final class Cholesky {
    private static final double TINY = 1e-12;

    private Cholesky() {}

    /**
     * @param a lower triangle of a positive semidefinite matrix; overwritten. A direction without length gets no part
     * @return x with {@code a x = b}
     */
    static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            double before = a[i][i];
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                if (i == j) {
                    a[i][i] = sum > TINY * before ? Math.sqrt(sum) : 0;
                } else {
                    a[i][j] = a[j][j] > 0 ? sum / a[j][j] : 0;
                }
            }
            for (int k = 0; k < i; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] = a[i][i] > 0 ? x[i] / a[i][i] : 0;
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[k][i] * x[k];
            }
            x[i] = a[i][i] > 0 ? x[i] / a[i][i] : 0;
        }
        return x;
    }
}
