package org.heclip.align;

import java.util.Arrays;

/**
 * Where the spots of a section lie on an image.
 *
 * @param x centres in pixels of that image
 * @param y centres in pixels of that image
 * @param inTissue by spot
 * @param radiusPx of a spot's disc in pixels of that image
 */
public record SpotLayout(double[] x, double[] y, boolean[] inTissue, double radiusPx) {
    /** @throws IllegalArgumentException for arrays of different lengths or a radius that is not positive */
    public SpotLayout {
        if (x.length != y.length || x.length != inTissue.length || !(radiusPx > 0)) {
            throw new IllegalArgumentException(
                    "spots: " + x.length + " x, " + y.length + " y, " + inTissue.length + " flags, radius " + radiusPx);
        }
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

    /** Whether the centre of spot {@code s} lies on an image of this size. */
    public boolean isInside(int s, double width, double height) {
        return x[s] >= 0 && y[s] >= 0 && x[s] < width && y[s] < height;
    }

    /** Median distance of spots in tissue to their nearest neighbour, in pixels; 0 when there are fewer than two. */
    public double pitchPx() {
        int[] spots = tissueSpots();
        double[] nearest = new double[spots.length];
        for (int i = 0; i < spots.length; i++) {
            nearest[i] = Double.POSITIVE_INFINITY;
            for (int other : spots) {
                if (other != spots[i]) {
                    nearest[i] = Math.min(nearest[i], Math.hypot(x[other] - x[spots[i]], y[other] - y[spots[i]]));
                }
            }
        }
        Arrays.sort(nearest);
        return spots.length < 2 ? 0 : nearest[spots.length / 2];
    }

    /** Indices of the spots in tissue. */
    public int[] tissueSpots() {
        return java.util.stream.IntStream.range(0, size())
                .filter(s -> inTissue[s])
                .toArray();
    }
}
