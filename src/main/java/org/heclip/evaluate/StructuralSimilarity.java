package org.heclip.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Windowed structural similarity (Wang et al., IEEE Trans Image Process 2004, 13:600) on the array of spots, as scikit-image's
 * {@code structural_similarity} defines it: square windows of 7, equal weights, sample covariance, K1 = 0.01, K2 = 0.03, range
 * = that of the measured values. Only windows that lie inside the array count. Where the tissue has holes or edges, a window
 * takes the spots it has, if its centre and at least half of it are there. On arrays narrower than 7 the window shrinks to the
 * largest odd width that fits, 3 at the least.
 *
 * <p>Sums over windows are differences of sums over the array (Crow, SIGGRAPH 1984: summed-area tables), of values less their
 * mean, so that little is lost to rounding.
 */
final class StructuralSimilarity {
    private static final int WIDEST = 7;
    private static final int NARROWEST = 3;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;
    private static final long LARGEST_ARRAY = 50_000_000;
    /** Sums kept for each place: a, b, aa, bb, ab. */
    private static final int SUMS = 5;

    /** Places in a row of the table, one more than the array has, since a sum of nothing stands before the first. */
    private final int stride;

    private final int places;
    /** Place of each spot in the table. */
    private final int[] placeOf;

    private final int width;
    /** Place before the first of each window. */
    private final int[] windows;
    /** Spots in each window. */
    private final int[] spotsIn;

    private StructuralSimilarity(int stride, int places, int[] placeOf, int width, int[] windows, int[] spotsIn) {
        this.stride = stride;
        this.places = places;
        this.placeOf = placeOf;
        this.width = width;
        this.windows = windows;
        this.spotsIn = spotsIn;
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
        int firstRow = Arrays.stream(arrayRow).min().orElse(0);
        int firstCol = Arrays.stream(col).min().orElse(0);
        long rows = Arrays.stream(arrayRow).max().orElse(-1) - (long) firstRow + 1;
        long cols = Arrays.stream(col).max().orElse(-1) - (long) firstCol + 1;
        long fits = Math.min(rows, cols);
        int width = (int) Math.min(WIDEST, fits % 2 == 1 ? fits : fits - 1);
        if (width < NARROWEST || (rows + 1) * (cols + 1) > LARGEST_ARRAY) {
            return none();
        }
        int stride = (int) cols + 1;
        int[] placeOf = IntStream.range(0, col.length)
                .map(s -> (arrayRow[s] - firstRow + 1) * stride + col[s] - firstCol + 1)
                .toArray();
        boolean unique = IntStream.of(placeOf).distinct().count() == placeOf.length;
        return unique ? laid(stride, ((int) rows + 1) * stride, placeOf, width) : none();
    }

    private static StructuralSimilarity none() {
        return new StructuralSimilarity(0, 0, new int[0], 0, new int[0], new int[0]);
    }

    private static StructuralSimilarity laid(int stride, int places, int[] placeOf, int width) {
        int[] count = new int[places];
        for (int place : placeOf) {
            count[place] = 1;
        }
        for (int p = stride + 1; p < places; p++) {
            // a row's first place stands before the row and stays 0
            count[p] = p % stride == 0 ? 0 : count[p] + count[p - 1] + count[p - stride] - count[p - stride - 1];
        }
        int down = width * stride;
        int half = width / 2;
        int[] windows = new int[placeOf.length];
        int[] spotsIn = new int[placeOf.length];
        int n = 0;
        for (int centre : placeOf) {
            int first = centre - (half + 1) * stride - half - 1;
            int column = centre % stride;
            if (column > half && column + half < stride && first >= 0 && first + down + width < places) {
                int spots = count[first + down + width] - count[first + down] - count[first + width] + count[first];
                if (2 * spots >= width * width) {
                    windows[n] = first;
                    spotsIn[n++] = spots;
                }
            }
        }
        return new StructuralSimilarity(
                stride, places, placeOf, width, Arrays.copyOf(windows, n), Arrays.copyOf(spotsIn, n));
    }

    /** Mean over the windows; NaN when there is no window or the measured gene is constant. */
    double of(double[] measured, double[] predicted) {
        double range = DoubleStream.of(measured).max().orElse(0)
                - DoubleStream.of(measured).min().orElse(0);
        if (windows.length == 0 || range == 0) {
            return Double.NaN;
        }
        double meanA = mean(measured);
        double meanB = mean(predicted);
        double[] table = table(measured, meanA, predicted, meanB);
        double c1 = K1 * range * K1 * range;
        double c2 = K2 * range * K2 * range;
        double sum = 0;
        for (int w = 0; w < windows.length; w++) {
            sum += inWindow(table, windows[w] * SUMS, spotsIn[w], meanA, meanB, c1, c2);
        }
        return sum / windows.length;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private double[] table(double[] a, double meanA, double[] b, double meanB) {
        double[] table = new double[places * SUMS];
        for (int s = 0; s < a.length; s++) {
            double p = a[s] - meanA;
            double q = b[s] - meanB;
            int at = placeOf[s] * SUMS;
            table[at] = p;
            table[at + 1] = q;
            table[at + 2] = p * p;
            table[at + 3] = q * q;
            table[at + 4] = p * q;
        }
        int row = stride * SUMS;
        double[] inRow = new double[SUMS];
        for (int first = row; first < table.length; first += row) {
            Arrays.fill(inRow, 0);
            for (int at = first + SUMS; at < first + row; at += SUMS) {
                for (int q = 0; q < SUMS; q++) {
                    inRow[q] += table[at + q];
                    table[at + q] = inRow[q] + table[at + q - row];
                }
            }
        }
        return table;
    }

    private double inWindow(double[] table, int first, int n, double meanA, double meanB, double c1, double c2) {
        int right = first + width * SUMS;
        int below = first + width * stride * SUMS;
        int last = below + width * SUMS;
        double a = table[last] - table[below] - table[right] + table[first];
        double b = table[last + 1] - table[below + 1] - table[right + 1] + table[first + 1];
        double aa = table[last + 2] - table[below + 2] - table[right + 2] + table[first + 2];
        double bb = table[last + 3] - table[below + 3] - table[right + 3] + table[first + 3];
        double ab = table[last + 4] - table[below + 4] - table[right + 4] + table[first + 4];
        double varianceA = (aa - a * a / n) / (n - 1);
        double varianceB = (bb - b * b / n) / (n - 1);
        double covariance = (ab - a * b / n) / (n - 1);
        double windowA = meanA + a / n;
        double windowB = meanB + b / n;
        return (2 * windowA * windowB + c1)
                * (2 * covariance + c2)
                / ((windowA * windowA + windowB * windowB + c1) * (varianceA + varianceB + c2));
    }
}
