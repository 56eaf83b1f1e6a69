package org.heclip.map;

import java.util.Arrays;

/**
 * Which spot each pixel of a map shows: the nearest one within reach. The map covers the whole slide, so that it can be laid over
 * it.
 *
 * @param width in map pixels
 * @param height in map pixels
 * @param slidePx slide pixels per map pixel
 * @param spot {@code [y * width + x]}, -1 where there is none
 */
public record SpotRaster(int width, int height, double slidePx, int[] spot) {
    /** A map pixel is a quarter of the distance between spots. */
    private static final double PIXELS_PER_SPACING = 4;

    private static final int MAX_SIDE = 8192;
    /** Neighbours on a hexagonal or square grid then touch without gaps. */
    private static final double REACH = 0.72;

    /**
     * @param x centres in pixels of the slide
     * @param y as x
     * @param spacingPx distance between neighbours in pixels of the slide
     */
    public static SpotRaster of(double[] x, double[] y, double spacingPx, int slideWidth, int slideHeight) {
        double slidePx =
                Math.max(spacingPx / PIXELS_PER_SPACING, (double) Math.max(slideWidth, slideHeight) / MAX_SIDE);
        int width = (int) Math.max(1, Math.ceil(slideWidth / slidePx));
        int height = (int) Math.max(1, Math.ceil(slideHeight / slidePx));
        int[] nearest = new int[Math.multiplyExact(width, height)];
        float[] distance = new float[nearest.length];
        Arrays.fill(nearest, -1);
        Arrays.fill(distance, Float.POSITIVE_INFINITY);
        double reach = spacingPx * REACH / slidePx;
        for (int s = 0; s < x.length; s++) {
            double cx = x[s] / slidePx;
            double cy = y[s] / slidePx;
            int bottom = (int) Math.min(height - 1, Math.ceil(cy + reach));
            int right = (int) Math.min(width - 1, Math.ceil(cx + reach));
            for (int py = (int) Math.max(0, Math.floor(cy - reach)); py <= bottom; py++) {
                for (int px = (int) Math.max(0, Math.floor(cx - reach)); px <= right; px++) {
                    float d = (float) Math.hypot(px + 0.5 - cx, py + 0.5 - cy);
                    if (d <= reach && d < distance[py * width + px]) {
                        distance[py * width + px] = d;
                        nearest[py * width + px] = s;
                    }
                }
            }
        }
        return new SpotRaster(width, height, slidePx, nearest);
    }

    /** The spot shown at a place of the slide, in its pixels; -1 where there is none. */
    int at(double x, double y) {
        int mapX = Math.min(width - 1, (int) (x / slidePx));
        int mapY = Math.min(height - 1, (int) (y / slidePx));
        return spot[mapY * width + mapX];
    }

    /** {@code [y * width + x]}: the value of the pixel's spot; not a number where there is none. */
    public float[] plane(float[] values) {
        float[] plane = new float[spot.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = spot[i] < 0 ? Float.NaN : values[spot[i]];
        }
        return plane;
    }
}
