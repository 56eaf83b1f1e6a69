package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpatialSmoothingTest {
    @Test
    void spotInsideASquareGridHasEightNeighboursAndACornerThree() {
        List<int[]> neighbours = SpatialSmoothing.neighbours(grid(5, 5, false));

        assertEquals(8, neighbours.get(12).length);
        assertEquals(3, neighbours.get(0).length);
        assertArrayEquals(new int[] {1, 5, 6}, neighbours.get(0));
    }

    @Test
    void spotInsideAHexagonalGridHasSix() {
        assertEquals(6, SpatialSmoothing.neighbours(grid(5, 5, true)).get(12).length);
    }

    @Test
    void spotsAcrossAGapAreNoNeighbours() {
        DenseMatrix spatial = new DenseMatrix(5, 2, new float[] {0, 0, 100, 0, 200, 0, 1000, 0, 1100, 0});

        assertArrayEquals(new int[] {1}, SpatialSmoothing.neighbours(spatial).get(2));
        assertEquals(100, SpatialSmoothing.pitch(spatial));
    }

    @Test
    void smoothValueIsTheMeanOfSpotAndNeighbours() {
        DenseMatrix spatial = new DenseMatrix(4, 2, new float[] {0, 0, 1, 0, 2, 0, 9, 9});
        DenseMatrix expression = new DenseMatrix(4, 2, new float[] {3, 0, 6, 0, 9, 3, 7, 7});

        assertArrayEquals(
                new float[] {4.5f, 0, 6, 1, 7.5f, 1.5f, 7, 7},
                SpatialSmoothing.of(expression, spatial).values());
    }

    private static DenseMatrix grid(int rows, int cols, boolean hexagonal) {
        float[] xy = new float[rows * cols * 2];
        for (int s = 0; s < rows * cols; s++) {
            int row = s / cols;
            xy[2 * s] = 10 * (s % cols) + (hexagonal && row % 2 == 1 ? 5 : 0);
            xy[2 * s + 1] = row * (hexagonal ? 8.66f : 10);
        }
        return new DenseMatrix(rows * cols, 2, xy);
    }
}
