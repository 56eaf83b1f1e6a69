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
    private static final double REACH = 3;

    private final double[] x;
    private final double[] y;
    /** Spots from left to right. */
    private final int[] order;

    private final double pitch;

    private Neighbourhood(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        this.order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> x[s]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] nearest = IntStream.range(0, order.length)
                .parallel()
                .mapToDouble(this::nearest)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        this.pitch = nearest.length == 0 ? 1 : nearest[nearest.length / 2];
    }

    /** @param spatial {@code [spot][2]}: x, y */
    static Neighbourhood of(DenseMatrix spatial) {
        return new Neighbourhood(spatial.column(0), spatial.column(1));
    }

    /**
     * Mean over the spots around each spot, itself among them, with Gaussian weights {@code exp(-d^2 / (2 width^2))} cut off at
     * three widths.
     *
     * @param matrix {@code [spot][column]}
     * @param width standard deviation, in pitches
     */
    DenseMatrix average(DenseMatrix matrix, double width) {
        DenseMatrix averages = DenseMatrix.zeros(matrix.rows(), matrix.cols());
        IntStream.range(0, order.length).parallel().forEach(place -> average(place, matrix, width * pitch, averages));
        return averages;
    }

    private void average(int place, DenseMatrix matrix, double widthPx, DenseMatrix averages) {
        int cols = matrix.cols();
        double[] sums = new double[cols];
        double total = 0;
        int s = order[place];
        int first = leftmost(x[s] - REACH * widthPx);
        for (int p = first; p < order.length && x[order[p]] - x[s] <= REACH * widthPx; p++) {
            double distance = Math.hypot(x[order[p]] - x[s], y[order[p]] - y[s]);
            if (distance > REACH * widthPx) {
                continue;
            }
            double weight = Math.exp(-distance * distance / (2 * widthPx * widthPx));
            total += weight;
            int row = order[p] * cols;
            for (int c = 0; c < cols; c++) {
                sums[c] += weight * matrix.values()[row + c];
            }
        }
        for (int c = 0; c < cols; c++) {
            averages.values()[s * cols + c] = (float) (sums[c] / total);
        }
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
    private double nearest(int place) {
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
