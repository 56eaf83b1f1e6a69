package org.heclip.align;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the spots of a section lie on an image.
 *
 * @param x centres in pixels of that image
 * @param y centres in pixels of that image
 * @param inTissue by spot
 * @param radiusPx of a spot's disc in pixels of that image
 */
public record SpotLayout(double[] x, double[] y, boolean[] inTissue, double radiusPx) {
    private static final int PROBES = 500;

    /** @throws IllegalArgumentException for arrays of different lengths or a radius that is not positive */
    public SpotLayout {
        if (x.length != y.length || x.length != inTissue.length || !(radiusPx > 0)) {
            throw new IllegalArgumentException(
                    "spots: " + x.length + " x, " + y.length + " y, " + inTissue.length + " flags, radius " + radiusPx);
        }
    }

    /**
     * Positions that are all in tissue, of discs of no known size.
     *
     * @param xy {@code [spot][2]}, centres in pixels
     */
    public static SpotLayout of(double[] xy) {
        boolean[] all = new boolean[xy.length / 2];
        Arrays.fill(all, true);
        return new SpotLayout(every(xy, 0), every(xy, 1), all, 1);
    }

    private static double[] every(double[] xy, int axis) {
        return IntStream.range(0, xy.length / 2)
                .mapToDouble(s -> xy[2 * s + axis])
                .toArray();
    }

    public int size() {
        return x.length;
    }

    /** These spots on the same image at another scale. */
    public SpotLayout scaled(double factor) {
        return new SpotLayout(
                Arrays.stream(x).map(v -> v * factor).toArray(),
                Arrays.stream(y).map(v -> v * factor).toArray(),
                inTissue,
                radiusPx * factor);
    }

    /** These spots as they lie on an image of this size in another orientation. */
    public SpotLayout turned(Orientation orientation, double width, double height) {
        return new SpotLayout(
                IntStream.range(0, size())
                        .mapToDouble(s -> orientation.x(x[s], y[s], width))
                        .toArray(),
                IntStream.range(0, size())
                        .mapToDouble(s -> orientation.y(x[s], y[s], height))
                        .toArray(),
                inTissue,
                radiusPx);
    }

    /**
     * Median distance of spots in tissue to their nearest neighbour, in pixels; 0 when there are fewer than two. Of many spots
     * some hundred are asked, evenly spread over their order.
     */
    public double pitchPx() {
        int[] spots = tissueSpots();
        if (spots.length < 2) {
            return 0;
        }
        int step = Math.max(1, spots.length / PROBES);
        double[] nearest = new double[(spots.length + step - 1) / step];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = nearest(spots, spots[i * step]);
        }
        Arrays.sort(nearest);
        return nearest[nearest.length / 2];
    }

    private double nearest(int[] spots, int of) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int other : spots) {
            if (other != of) {
                nearest = Math.min(nearest, Math.hypot(x[other] - x[of], y[other] - y[of]));
            }
        }
        return nearest;
    }

    /** Indices of the spots in tissue. */
    public int[] tissueSpots() {
        return IntStream.range(0, size()).filter(s -> inTissue[s]).toArray();
    }
}
