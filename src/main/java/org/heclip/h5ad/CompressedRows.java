package org.heclip.h5ad;

import java.util.Arrays;

/**
 * Compressed rows as files have them: within bounds, but in any order within a row and perhaps with an entry given twice.
 *
 * @param starts length rows + 1
 */
record CompressedRows(int rows, int cols, int[] starts, int[] columns, float[] values) {
    /** @throws IllegalArgumentException when starts or columns lead outside */
    CompressedRows {
        requireSound(rows, cols, starts, columns, values.length);
    }

    /** @throws IllegalArgumentException when starts or columns lead outside */
    static void requireSound(int rows, int cols, int[] starts, int[] columns, int values) {
        requireStarts(rows, starts, columns.length, values);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0 || columns[i] >= cols) {
                throw new IllegalArgumentException(
                        "entry " + i + " of indices is " + columns[i] + ", expected 0 to " + (cols - 1));
            }
        }
    }

    /** @throws IllegalArgumentException when starts do not rise from 0 to the number of columns and values */
    static void requireStarts(int rows, int[] starts, int columns, int values) {
        if (starts.length != rows + 1L || starts[0] != 0) {
            throw new IllegalArgumentException("indptr has " + starts.length + " entries from "
                    + (starts.length == 0 ? "none" : starts[0]) + ", expected " + (rows + 1L) + " from 0");
        }
        for (int r = 0; r < rows; r++) {
            if (starts[r + 1] < starts[r]) {
                throw new IllegalArgumentException("indptr falls after entry " + r);
            }
        }
        if (columns != values || starts[rows] != values) {
            throw new IllegalArgumentException("data, indices and indptr tell of " + values + ", " + columns + " and "
                    + starts[rows] + " entries, expected the same");
        }
    }

    /** Whether columns rise within each row. */
    boolean isAscending() {
        for (int r = 0; r < rows; r++) {
            for (int i = starts[r] + 1; i < starts[r + 1]; i++) {
                if (columns[i] <= columns[i - 1]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Rows become columns; the entries of each new row are in the order of the old rows. */
    CompressedRows transpose() {
        int[] newStarts = new int[cols + 1];
        for (int column : columns) {
            newStarts[column + 1]++;
        }
        Arrays.parallelPrefix(newStarts, Integer::sum);
        int[] next = newStarts.clone();
        int[] newColumns = new int[columns.length];
        float[] newValues = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int i = starts[r]; i < starts[r + 1]; i++) {
                int at = next[columns[i]]++;
                newColumns[at] = r;
                newValues[at] = values[i];
            }
        }
        return new CompressedRows(cols, rows, newStarts, newColumns, newValues);
    }
}
