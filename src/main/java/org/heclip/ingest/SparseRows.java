package org.heclip.ingest;

import java.util.Arrays;
import org.heclip.expression.ExpressionMatrix;

/** Grows a sparse matrix row by row; zeros are not stored. */
final class SparseRows {
    private final int cols;
    private int[] starts = new int[1 << 10];
    private int[] genes = new int[1 << 16];
    private float[] values = new float[1 << 16];
    private int rows;
    private int stored;

    SparseRows(int cols) {
        this.cols = cols;
    }

    /** Adds a value to the current row; {@code gene} rises within a row. */
    void add(int gene, float value) {
        if (value == 0) {
            return;
        }
        if (stored == genes.length) {
            int length = Math.max(Math.addExact(stored, stored >> 1), stored + 1);
            genes = Arrays.copyOf(genes, length);
            values = Arrays.copyOf(values, length);
        }
        genes[stored] = gene;
        values[stored++] = value;
    }

    void endRow() {
        if (rows + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[++rows] = stored;
    }

    ExpressionMatrix matrix() {
        return new ExpressionMatrix(
                rows,
                cols,
                Arrays.copyOf(starts, rows + 1),
                Arrays.copyOf(genes, stored),
                Arrays.copyOf(values, stored));
    }
}
