package org.heclip.model;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/**
 * Spots by position, to average what surrounds them. Distances are in pitches, a pitch being the median distance to the nearest
 * other spot, so that widths mean the same on every technology and at every image resolution.
 */
final class Neighbourhood {
    /** Beyond this many widths a Gaussian's weight is nothing. */
    static final double REACH = 3;

    private final double[] x;
    private final double[] y;
    /** Spots from left to right. */
    private final int[] order;

    private final double pitch;

    private Neighbourhood(double[] x, double[] y, int[] order, double pitch) {
        this.x = x;
        this.y = y;
        this.order = order;
        this.pitch = pitch;
    }

    /** @param spatial {@code [spot][2]}: x, y */
    static Neighbourhood of(DenseMatrix spatial) {
        double[] x = spatial.column(0);
        double[] y = spatial.column(1);
        int[] order = leftToRight(x);
        double[] nearest = IntStream.range(0, order.length)
                .parallel()
                .mapToDouble(place -> nearest(x, y, order, place))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new Neighbourhood(x, y, order, nearest.length == 0 ? 1 : nearest[nearest.length / 2]);
    }

    /** Some of the spots, with the pitch of all. @param spatial theirs */
    Neighbourhood part(DenseMatrix spatial) {
        return new Neighbourhood(spatial.column(0), spatial.column(1), leftToRight(spatial.column(0)), pitch);
    }

    double pitchPx() {
        return pitch;
    }

    /**
     * Mean over the spots around each of some spots, itself among them, with Gaussian weights {@code exp(-d^2 / (2 width^2))}
     * cut off at {@link #REACH} widths.
     *
     * @param matrix {@code [spot][column]}
     * @param width standard deviation, in pitches
     * @param spots to average around
     * @return a row for each of {@code spots}
     */
    DenseMatrix average(DenseMatrix matrix, double width, int[] spots) {
        DenseMatrix averages = DenseMatrix.zeros(spots.length, matrix.cols());
        IntStream.range(0, spots.length)
                .parallel()
                .forEach(row -> average(spots[row], matrix, width * pitch, averages, row));
        return averages;
    }

    private void average(int s, DenseMatrix matrix, double widthPx, DenseMatrix averages, int to) {
        int cols = matrix.cols();
        float[] values = matrix.values();
        float[] sums = new float[cols]; // of a few hundred: float32 is exact enough, and sixteen are added at once
        double total = 0;
        int first = leftmost(x[s] - REACH * widthPx);
        for (int p = first; p < order.length && x[order[p]] - x[s] <= REACH * widthPx; p++) {
            double distance = Math.hypot(x[order[p]] - x[s], y[order[p]] - y[s]);
            if (distance > REACH * widthPx) {
                continue;
            }
            float weight = (float) Math.exp(-distance * distance / (2 * widthPx * widthPx));
            total += weight;
            int row = order[p] * cols;
            for (int c = 0; c < cols; c++) {
                sums[c] += weight * values[row + c];
            }
        }
        for (int c = 0; c < cols; c++) {
            averages.values()[to * cols + c] = (float) (sums[c] / total);
        }
    }

    private static int[] leftToRight(double[] x) {
        return IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> x[s]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The first place from the left at or beyond this x. */
    private int leftmost(double limit) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x[order[middle]] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Distance to the nearest spot elsewhere; infinite when there is none. */
    private static double nearest(double[] x, double[] y, int[] order, int place) {
        double best = Double.POSITIVE_INFINITY;
        for (int step : new int[] {-1, 1}) {
            for (int p = place + step; p >= 0 && p < order.length; p += step) {
                double dx = Math.abs(x[order[p]] - x[order[place]]);
                if (dx >= best) {
                    break;
                }
                double distance = Math.hypot(dx, y[order[p]] - y[order[place]]);
                best = distance > 0 ? Math.min(best, distance) : best;
            }
        }
        return best;
    }
}
