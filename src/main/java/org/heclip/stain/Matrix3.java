package org.heclip.stain;

/** Arithmetic of three-by-three matrices, row by row. */
final class Matrix3 {
    private Matrix3() {}

    /** Replaces the vector by the product. */
    static void apply(double[] matrix, double[] vector) {
        double x = vector[0];
        double y = vector[1];
        double z = vector[2];
        for (int row = 0; row < 3; row++) {
            vector[row] = matrix[3 * row] * x + matrix[3 * row + 1] * y + matrix[3 * row + 2] * z;
        }
    }

    /** By cofactors. */
    static double[] inverse(double[] m) {
        double[] inverse = new double[9];
        double determinant = 0;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (column + 1) % 3;
                int r2 = (column + 2) % 3;
                int c1 = (row + 1) % 3;
                int c2 = (row + 2) % 3;
                inverse[3 * row + column] = m[3 * r1 + c1] * m[3 * r2 + c2] - m[3 * r1 + c2] * m[3 * r2 + c1];
            }
        }
        for (int i = 0; i < 3; i++) {
            determinant += m[i] * inverse[3 * i];
        }
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] /= determinant;
        }
        return inverse;
    }
}
