package org.heclip.expression;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Sparse expression {@code [spot][gene]} in compressed rows (CSR): the genes of spot {@code s} are {@code
 * genes[starts[s]..starts[s + 1])}, ascending, with their {@code values}. The arrays are not copied: their owner must not
 * change them after handing them over.
 *
 * @param starts length rows + 1, from 0, never falling
 * @param genes column indices
 * @param values one for each column index
 */
public record ExpressionMatrix(int rows, int cols, int[] starts, int[] genes, float[] values) implements Matrix {
    /** @throws IllegalArgumentException when the arrays do not describe such a matrix */
    public ExpressionMatrix {
        if (starts.length != rows + 1 || starts[0] != 0 || starts[rows] != genes.length) {
            throw new IllegalArgumentException(
                    "row starts do not fit " + rows + " rows of " + genes.length + " values");
        }
        if (genes.length != values.length) {
            throw new IllegalArgumentException(genes.length + " column indices, " + values.length + " values");
        }
        for (int s = 0; s < rows; s++) {
            if (starts[s + 1] < starts[s]) {
                throw new IllegalArgumentException("row starts fall at row " + s);
            }
        }
        IntStream.range(0, rows)
                .parallel()
                .filter(s -> !ascending(genes, starts[s], starts[s + 1], cols))
                .findFirst()
                .ifPresent(s -> {
                    throw new IllegalArgumentException(
                            "column indices of row " + s + " are not ascending within 0 to " + (cols - 1));
                });
    }

    private static boolean ascending(int[] genes, int from, int to, int cols) {
        int last = -1;
        for (int i = from; i < to; i++) {
            if (genes[i] <= last) {
                return false;
            }
            last = genes[i];
        }
        return last < cols;
    }

    /** The non-zeros of a dense matrix. */
    public static ExpressionMatrix of(DenseMatrix dense) {
        int[] starts = new int[dense.rows() + 1];
        int stored = 0;
        for (float value : dense.values()) {
            stored += value != 0 ? 1 : 0;
        }
        int[] genes = new int[stored];
        float[] values = new float[stored];
        int next = 0;
        for (int s = 0; s < dense.rows(); s++) {
            for (int g = 0; g < dense.cols(); g++) {
                float value = dense.get(s, g);
                if (value != 0) {
                    genes[next] = g;
                    values[next++] = value;
                }
            }
            starts[s + 1] = next;
        }
        return new ExpressionMatrix(dense.rows(), dense.cols(), starts, genes, values);
    }

    /** The columns of one matrix, then those of another with the same rows. */
    public static ExpressionMatrix beside(ExpressionMatrix left, ExpressionMatrix right) {
        if (left.rows != right.rows) {
            throw new IllegalArgumentException(left + " beside " + right);
        }
        int[] starts = new int[left.rows + 1];
        int[] genes = new int[Math.addExact(left.stored(), right.stored())];
        float[] values = new float[genes.length];
        int next = 0;
        for (int s = 0; s < left.rows; s++) {
            int length = left.starts[s + 1] - left.starts[s];
            System.arraycopy(left.genes, left.starts[s], genes, next, length);
            System.arraycopy(left.values, left.starts[s], values, next, length);
            next += length;
            for (int i = right.starts[s]; i < right.starts[s + 1]; i++) {
                genes[next] = left.cols + right.genes[i];
                values[next++] = right.values[i];
            }
            starts[s + 1] = next;
        }
        return new ExpressionMatrix(left.rows, left.cols + right.cols, starts, genes, values);
    }

    /** Other values at the same places. */
    ExpressionMatrix withValues(float[] others) {
        return new ExpressionMatrix(rows, cols, starts, genes, others);
    }

    /** Number of stored values. */
    public int stored() {
        return values.length;
    }

    /** Number of stored values of spot {@code s}. */
    public int stored(int s) {
        return starts[s + 1] - starts[s];
    }

    /** Value of spot {@code s} and gene {@code g}; 0 where none is stored. */
    public float get(int s, int g) {
        int at = Arrays.binarySearch(genes, starts[s], starts[s + 1], Objects.checkIndex(g, cols));
        return at >= 0 ? values[at] : 0;
    }

    @Override
    public ExpressionMatrix selectRows(int[] chosen) {
        int[] newStarts = new int[chosen.length + 1];
        for (int i = 0; i < chosen.length; i++) {
            newStarts[i + 1] = newStarts[i] + starts[chosen[i] + 1] - starts[chosen[i]];
        }
        int[] newGenes = new int[newStarts[chosen.length]];
        float[] newValues = new float[newGenes.length];
        for (int i = 0; i < chosen.length; i++) {
            int length = newStarts[i + 1] - newStarts[i];
            System.arraycopy(genes, starts[chosen[i]], newGenes, newStarts[i], length);
            System.arraycopy(values, starts[chosen[i]], newValues, newStarts[i], length);
        }
        return new ExpressionMatrix(chosen.length, cols, newStarts, newGenes, newValues);
    }

    /** The columns at these indices, in this order; each at most once. */
    @Override
    public ExpressionMatrix selectCols(int[] chosen) {
        int[] newColumn = new int[cols];
        Arrays.fill(newColumn, -1);
        for (int i = 0; i < chosen.length; i++) {
            if (newColumn[chosen[i]] >= 0) {
                throw new IllegalArgumentException("column " + chosen[i] + " is chosen twice");
            }
            newColumn[chosen[i]] = i;
        }
        boolean ascending = IntStream.range(1, chosen.length).allMatch(i -> chosen[i] > chosen[i - 1]);
        return ascending ? kept(newColumn, chosen.length) : reordered(newColumn, chosen.length);
    }

    /** Columns that keep their order: nothing is sorted again. */
    private ExpressionMatrix kept(int[] newColumn, int columns) {
        int[] newStarts = new int[rows + 1];
        int[] newGenes = new int[genes.length];
        float[] newValues = new float[genes.length];
        int next = 0;
        for (int s = 0; s < rows; s++) {
            for (int i = starts[s]; i < starts[s + 1]; i++) {
                int column = newColumn[genes[i]];
                if (column >= 0) {
                    newGenes[next] = column;
                    newValues[next++] = values[i];
                }
            }
            newStarts[s + 1] = next;
        }
        return new ExpressionMatrix(
                rows, columns, newStarts, Arrays.copyOf(newGenes, next), Arrays.copyOf(newValues, next));
    }

    private ExpressionMatrix reordered(int[] newColumn, int columns) {
        int[] newStarts = new int[rows + 1];
        int[] newGenes = new int[genes.length];
        float[] newValues = new float[genes.length];
        float[] row = new float[columns];
        boolean[] has = new boolean[columns];
        int next = 0;
        for (int s = 0; s < rows; s++) {
            Arrays.fill(has, false);
            for (int i = starts[s]; i < starts[s + 1]; i++) {
                int column = newColumn[genes[i]];
                if (column >= 0) {
                    has[column] = true;
                    row[column] = values[i];
                }
            }
            for (int c = 0; c < columns; c++) {
                if (has[c]) {
                    newGenes[next] = c;
                    newValues[next++] = row[c];
                }
            }
            newStarts[s + 1] = next;
        }
        return new ExpressionMatrix(
                rows, columns, newStarts, Arrays.copyOf(newGenes, next), Arrays.copyOf(newValues, next));
    }

    @Override
    public DenseMatrix dense() {
        DenseMatrix dense = DenseMatrix.zeros(rows, cols);
        for (int s = 0; s < rows; s++) {
            for (int i = starts[s]; i < starts[s + 1]; i++) {
                dense.values()[s * cols + genes[i]] = values[i];
            }
        }
        return dense;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExpressionMatrix that
                && rows == that.rows
                && cols == that.cols
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(genes, that.genes)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, cols, Arrays.hashCode(starts), Arrays.hashCode(genes), Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "ExpressionMatrix[" + rows + " x " + cols + ", " + values.length + " stored]";
    }
}
