package org.heclip.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Dense float matrix, row-major, usually {@code [spot][gene]} or {@code [spot][feature]}. The array is not copied: its owner
 * must not change it after handing it over.
 */
public record DenseMatrix(int rows, int cols, float[] values) implements Matrix {
    /** @throws IllegalArgumentException when the array is not rows x cols */
    public DenseMatrix {
        if ((long) rows * cols != values.length) {
            throw new IllegalArgumentException(rows + " x " + cols + " is not " + values.length + " values");
        }
    }

    /** Whether all values are numbers, none infinite. */
    public boolean allFinite() {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** A matrix of zeros. */
    public static DenseMatrix zeros(int rows, int cols) {
        return new DenseMatrix(rows, cols, new float[Math.multiplyExact(rows, cols)]);
    }

    /**
     * Matrices of the same columns, one below the other.
     *
     * @throws IllegalArgumentException when there is none, or they differ in their columns
     */
    public static DenseMatrix stacked(List<DenseMatrix> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no matrices, expected at least one");
        }
        DenseMatrix all = zeros(
                parts.stream().mapToInt(DenseMatrix::rows).sum(), parts.get(0).cols());
        int at = 0;
        for (DenseMatrix part : parts) {
            if (part.cols() != all.cols()) {
                throw new IllegalArgumentException(part.cols() + " columns below " + all.cols());
            }
            System.arraycopy(part.values(), 0, all.values(), at, part.values().length);
            at += part.values().length;
        }
        return all;
    }

    /**
     * These columns, then those of another matrix.
     *
     * @throws IllegalArgumentException when they differ in their rows
     */
    public DenseMatrix beside(DenseMatrix right) {
        if (right.rows() != rows) {
            throw new IllegalArgumentException(right.rows() + " rows beside " + rows);
        }
        DenseMatrix both = zeros(rows, cols + right.cols());
        for (int s = 0; s < rows; s++) {
            System.arraycopy(values, s * cols, both.values(), s * both.cols(), cols);
            System.arraycopy(right.values(), s * right.cols(), both.values(), s * both.cols() + cols, right.cols());
        }
        return both;
    }

    /** Value in row {@code s} and column {@code g}. */
    public float get(int s, int g) {
        return values[s * cols + Objects.checkIndex(g, cols)];
    }

    /** A copy of row {@code s}. */
    public float[] row(int s) {
        return Arrays.copyOfRange(values, s * cols, (s + 1) * cols);
    }

    /** A copy of column {@code g} as doubles, for statistics. */
    public double[] column(int g) {
        double[] column = new double[rows];
        for (int s = 0; s < rows; s++) {
            column[s] = get(s, g);
        }
        return column;
    }

    @Override
    public DenseMatrix selectRows(int[] chosen) {
        float[] kept = new float[Math.multiplyExact(chosen.length, cols)];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * cols, kept, i * cols, cols);
        }
        return new DenseMatrix(chosen.length, cols, kept);
    }

    @Override
    public DenseMatrix selectCols(int[] chosen) {
        float[] kept = new float[Math.multiplyExact(rows, chosen.length)];
        for (int s = 0; s < rows; s++) {
            for (int i = 0; i < chosen.length; i++) {
                kept[s * chosen.length + i] = get(s, chosen[i]);
            }
        }
        return new DenseMatrix(rows, chosen.length, kept);
    }

    @Override
    public DenseMatrix dense() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseMatrix that
                && rows == that.rows
                && cols == that.cols
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, cols, Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "DenseMatrix[" + rows + " x " + cols + "]";
    }
}
