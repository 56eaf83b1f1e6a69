package org.heclip.evaluate;

import java.util.stream.IntStream;

/** The two kinds of arrays: hexagonal (Visium) and square (legacy ST, Visium HD). */
final class SpotArray {
    private static final int HEXAGONAL_NEIGHBOURS = 6;
    private static final int SQUARE_NEIGHBOURS = 8;

    private SpotArray() {}

    /** Visium numbers its staggered columns so that row + column is even for every spot. */
    static boolean isHexagonal(int[] arrayRow, int[] arrayCol) {
        return arrayRow.length > 1
                && IntStream.range(0, arrayRow.length).allMatch(s -> (arrayRow[s] + arrayCol[s]) % 2 == 0);
    }

    /** How many spots touch a spot. */
    static int neighbours(int[] arrayRow, int[] arrayCol) {
        return isHexagonal(arrayRow, arrayCol) ? HEXAGONAL_NEIGHBOURS : SQUARE_NEIGHBOURS;
    }
}
