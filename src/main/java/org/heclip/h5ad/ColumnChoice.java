package org.heclip.h5ad;

import java.util.Arrays;
import org.heclip.expression.ExpressionMatrix;

/** Keeps some columns of a sparse matrix that comes a block of rows at a time. */
final class ColumnChoice {
    private final int cols;
    private final int chosen;
    private final int[] newColumn;
    private final int[] starts;
    private int[] columns = new int[1 << 12];
    private float[] values = new float[1 << 12];
    private int rows;
    private int stored;

    /** @throws IllegalArgumentException for a column chosen twice */
    ColumnChoice(int rows, int cols, int[] chosen) {
        this.cols = cols;
        this.chosen = chosen.length;
        this.starts = new int[rows + 1];
        this.newColumn = new int[cols];
        Arrays.fill(newColumn, -1);
        for (int c = 0; c < chosen.length; c++) {
            if (newColumn[chosen[c]] >= 0) {
                throw new IllegalArgumentException("column " + chosen[c] + " is chosen twice");
            }
            newColumn[chosen[c]] = c;
        }
    }

    /**
     * Adds the next rows, their entries in any order.
     *
     * @param ends where each row begins, and the end of the last
     * @throws IllegalArgumentException for a column that is not there or is given twice in a row
     */
    void add(int[] ends, int[] found, float[] foundValues) {
        float[] row = new float[chosen];
        int[] lastRow = new int[chosen];
        Arrays.fill(lastRow, -1);
        for (int r = 0; r + 1 < ends.length; r++) {
            int count = 0;
            for (int i = ends[r]; i < ends[r + 1]; i++) {
                if (found[i] < 0 || found[i] >= cols) {
                    throw new IllegalArgumentException(
                            "row " + rows + " has the column " + found[i] + ", expected 0 to " + (cols - 1));
                }
                int column = newColumn[found[i]];
                if (column >= 0) {
                    if (lastRow[column] == r) {
                        throw new IllegalArgumentException("row " + rows + " holds column " + found[i] + " twice");
                    }
                    lastRow[column] = r;
                    row[column] = foundValues[i];
                    reserve(stored + count + 1);
                    columns[stored + count++] = column;
                }
            }
            endRow(count, row);
        }
    }

    private void endRow(int count, float[] row) {
        Arrays.sort(columns, stored, stored + count);
        for (int i = stored; i < stored + count; i++) {
            values[i] = row[columns[i]];
        }
        stored += count;
        starts[++rows] = stored;
    }

    private void reserve(int entries) {
        if (entries > columns.length) {
            int length = Math.addExact(entries, entries >> 1);
            columns = Arrays.copyOf(columns, length);
            values = Arrays.copyOf(values, length);
        }
    }

    ExpressionMatrix matrix() {
        return new ExpressionMatrix(
                rows, chosen, starts, Arrays.copyOf(columns, stored), Arrays.copyOf(values, stored));
    }
}
