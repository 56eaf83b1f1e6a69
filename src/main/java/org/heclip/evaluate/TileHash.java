package org.heclip.evaluate;

import java.util.Arrays;

/**
 * Perceptual hashes of a tile: the signs of the 256 lowest frequencies of the cosine transform of its brightness. Another
 * encoding, scale or brightness of the same picture turns few of them around; another picture turns about half.
 *
 * @param variants of the tile as given, first, then turned and flipped; {@code [8][4]}
 */
public record TileHash(long[][] variants) {
    /** Hashes that differ in no more bits show the same tissue; the nearest tiles of serial sections differ in 86 (docs/protocol.md). */
    public static final int SAME = 32;

    private static final int GRID = 32;
    private static final int FREQUENCIES = 16;
    private static final int WORDS = 4;
    private static final int ORIENTATIONS = 8;
    /** Brightness levels: a tile that varies less is background, and alike by chance. */
    private static final double LEAST_CONTRAST = 4;

    private static final double[][] COSINES = cosines();
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    /**
     * @param rgb unsigned bytes {@code [y][x][3]}
     * @param px edge of the tile, 32 or more
     * @return null for a tile without contrast
     */
    public static TileHash of(byte[] rgb, int px) {
        double[][] grid = brightness(rgb, px);
        if (deviation(grid) < LEAST_CONTRAST) {
            return null;
        }
        long[][] variants = new long[ORIENTATIONS][];
        for (int turn = 0; turn < ORIENTATIONS; turn++) {
            variants[turn] = signs(grid);
            grid = turn == ORIENTATIONS / 2 - 1 ? transposed(turned(grid)) : turned(grid);
        }
        return new TileHash(variants);
    }

    /** Bits in which another tile differs from this one in its most similar orientation, 0 to 256. */
    public int distance(TileHash other) {
        int best = Integer.MAX_VALUE;
        for (long[] variant : variants) {
            int bits = 0;
            for (int w = 0; w < WORDS; w++) {
                bits += Long.bitCount(variant[w] ^ other.variants[0][w]);
            }
            best = Math.min(best, bits);
        }
        return best;
    }

    private static double[][] brightness(byte[] rgb, int px) {
        double[][] sums = new double[GRID][GRID];
        int[][] counts = new int[GRID][GRID];
        for (int y = 0; y < px; y++) {
            for (int x = 0; x < px; x++) {
                int row = y * GRID / px;
                int col = x * GRID / px;
                for (int c = 0; c < LUMA.length; c++) {
                    sums[row][col] += LUMA[c] * (rgb[(y * px + x) * LUMA.length + c] & 0xff);
                }
                counts[row][col]++;
            }
        }
        for (int row = 0; row < GRID; row++) {
            for (int col = 0; col < GRID; col++) {
                sums[row][col] /= counts[row][col];
            }
        }
        return sums;
    }

    private static double deviation(double[][] grid) {
        double mean =
                Arrays.stream(grid).flatMapToDouble(Arrays::stream).average().orElse(0);
        return Math.sqrt(Arrays.stream(grid)
                .flatMapToDouble(Arrays::stream)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
    }

    /** Signs of the frequencies 1 to 16 in both directions: frequency 0 is brightness and slow shading. */
    private static long[] signs(double[][] grid) {
        double[][] byRow = new double[GRID][FREQUENCIES];
        for (int row = 0; row < GRID; row++) {
            for (int f = 0; f < FREQUENCIES; f++) {
                for (int col = 0; col < GRID; col++) {
                    byRow[row][f] += grid[row][col] * COSINES[f][col];
                }
            }
        }
        long[] bits = new long[WORDS];
        for (int f = 0; f < FREQUENCIES; f++) {
            for (int across = 0; across < FREQUENCIES; across++) {
                double coefficient = 0;
                for (int row = 0; row < GRID; row++) {
                    coefficient += byRow[row][across] * COSINES[f][row];
                }
                if (coefficient > 0) {
                    int bit = f * FREQUENCIES + across;
                    bits[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
                }
            }
        }
        return bits;
    }

    private static double[][] cosines() {
        double[][] cosines = new double[FREQUENCIES][GRID];
        for (int f = 0; f < FREQUENCIES; f++) {
            for (int i = 0; i < GRID; i++) {
                cosines[f][i] = Math.cos(Math.PI * (f + 1) * (i + 0.5) / GRID);
            }
        }
        return cosines;
    }

    private static double[][] turned(double[][] grid) {
        double[][] turned = new double[GRID][GRID];
        for (int row = 0; row < GRID; row++) {
            for (int col = 0; col < GRID; col++) {
                turned[col][GRID - 1 - row] = grid[row][col];
            }
        }
        return turned;
    }

    private static double[][] transposed(double[][] grid) {
        double[][] transposed = new double[GRID][GRID];
        for (int row = 0; row < GRID; row++) {
            for (int col = 0; col < GRID; col++) {
                transposed[col][row] = grid[row][col];
            }
        }
        return transposed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TileHash that && Arrays.deepEquals(variants, that.variants);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(variants);
    }
}
