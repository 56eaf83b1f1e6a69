package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Windowed structural similarity (Wang et al., IEEE Trans Image Process 2004, 13:600) on the array of spots, as scikit-image's
 * {@code structural_similarity} defines it: square windows of 7, equal weights, sample covariance, K1 = 0.01, K2 = 0.03, range
 * = that of the measured values. Only windows that lie inside the array count. Where the tissue has holes or edges, a window
 * takes the spots it has, if its centre and at least half of it are there. On arrays narrower than 7 the window shrinks to the
 * largest odd width that fits, 3 at the least.
 */
final class StructuralSimilarity {
    private static final int WIDEST = 7;
    private static final int NARROWEST = 3;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;
    private static final long LARGEST_ARRAY = 50_000_000;

    /** Spots of each window. */
    private final int[][] windows;

    private StructuralSimilarity(int[][] windows) {
        this.windows = windows;
    }

    /**
     * @param arrayRow of each spot
     * @param arrayCol of each spot; on hexagonal arrays, where row + column is even throughout, columns are halved so that
     *     neighbours in a row touch
     */
    static StructuralSimilarity on(int[] arrayRow, int[] arrayCol) {
        int[] col = SpotArray.isHexagonal(arrayRow, arrayCol)
                ? Arrays.stream(arrayCol).map(c -> Math.floorDiv(c, 2)).toArray()
                : arrayCol;
        int[][] spotAt = lay(arrayRow, col);
        int fits = spotAt.length == 0 ? 0 : Math.min(spotAt.length, spotAt[0].length);
        int width = Math.min(WIDEST, fits % 2 == 1 ? fits : fits - 1);
        return new StructuralSimilarity(width < NARROWEST ? new int[0][] : windows(spotAt, width));
    }

    /** Spot at each place of the array, -1 for none; empty when places are not unique or the array is absurdly large. */
    private static int[][] lay(int[] row, int[] col) {
        int firstRow = Arrays.stream(row).min().orElse(0);
        int firstCol = Arrays.stream(col).min().orElse(0);
        long rows = Arrays.stream(row).max().orElse(-1) - (long) firstRow + 1;
        long cols = Arrays.stream(col).max().orElse(-1) - (long) firstCol + 1;
        if (rows * cols > LARGEST_ARRAY) {
            return new int[0][];
        }
        int[][] spotAt = new int[(int) rows][(int) cols];
        for (int[] line : spotAt) {
            Arrays.fill(line, -1);
        }
        for (int s = 0; s < row.length; s++) {
            if (spotAt[row[s] - firstRow][col[s] - firstCol] >= 0) {
                return new int[0][];
            }
            spotAt[row[s] - firstRow][col[s] - firstCol] = s;
        }
        return spotAt;
    }

    private static int[][] windows(int[][] spotAt, int width) {
        int half = width / 2;
        List<int[]> windows = new ArrayList<>();
        for (int r = half; r < spotAt.length - half; r++) {
            for (int c = half; c < spotAt[0].length - half; c++) {
                int[] spots = window(spotAt, r - half, c - half, width);
                if (spotAt[r][c] >= 0 && 2 * spots.length >= width * width) {
                    windows.add(spots);
                }
            }
        }
        return windows.toArray(int[][]::new);
    }

    private static int[] window(int[][] spotAt, int top, int left, int width) {
        int[] spots = new int[width * width];
        int n = 0;
        for (int r = top; r < top + width; r++) {
            for (int c = left; c < left + width; c++) {
                if (spotAt[r][c] >= 0) {
                    spots[n++] = spotAt[r][c];
                }
            }
        }
        return Arrays.copyOf(spots, n);
    }

    /** Mean over the windows; NaN when there is no window or the measured gene is constant. */
    double of(double[] measured, double[] predicted) {
        double range = DoubleStream.of(measured).max().orElse(0)
                - DoubleStream.of(measured).min().orElse(0);
        if (windows.length == 0 || range == 0) {
            return Double.NaN;
        }
        double c1 = K1 * range * K1 * range;
        double c2 = K2 * range * K2 * range;
        double sum = 0;
        for (int[] window : windows) {
            sum += inWindow(window, measured, predicted, c1, c2);
        }
        return sum / windows.length;
    }

    private static double inWindow(int[] spots, double[] a, double[] b, double c1, double c2) {
        double meanA = 0;
        double meanB = 0;
        for (int s : spots) {
            meanA += a[s] / spots.length;
            meanB += b[s] / spots.length;
        }
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int s : spots) {
            varianceA += (a[s] - meanA) * (a[s] - meanA);
            varianceB += (b[s] - meanB) * (b[s] - meanB);
            covariance += (a[s] - meanA) * (b[s] - meanB);
        }
        double n1 = spots.length - 1.0;
        return (2 * meanA * meanB + c1)
                * (2 * covariance / n1 + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA / n1 + varianceB / n1 + c2));
    }
}
