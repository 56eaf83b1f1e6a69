package org.heclip.h5ad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CompressedRowsTest {
    @Test
    void transposingTwiceSortsAndKeepsEveryEntry() {
        CompressedRows unsorted =
                new CompressedRows(3, 4, new int[] {0, 3, 3, 4}, new int[] {3, 0, 2, 1}, new float[] {1, 2, 3, 4});
        assertFalse(unsorted.isAscending());
        CompressedRows sorted = unsorted.transpose().transpose();
        assertTrue(sorted.isAscending());
        assertArrayEquals(new int[] {0, 3, 3, 4}, sorted.starts());
        assertArrayEquals(new int[] {0, 2, 3, 1}, sorted.columns());
        assertArrayEquals(new float[] {2, 3, 1, 4}, sorted.values());
    }

    @Test
    void transposeSwapsTheAxes() {
        CompressedRows rows = new CompressedRows(2, 3, new int[] {0, 2, 3}, new int[] {0, 2, 2}, new float[] {1, 2, 3});
        CompressedRows columns = rows.transpose();
        assertEquals(3, columns.rows());
        assertEquals(2, columns.cols());
        assertArrayEquals(new int[] {0, 1, 1, 3}, columns.starts());
        assertArrayEquals(new int[] {0, 0, 1}, columns.columns());
        assertArrayEquals(new float[] {1, 2, 3}, columns.values());
    }
}
