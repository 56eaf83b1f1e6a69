package org.heclip.map;

/** The area that a position stands for, as a closed ring of corners in pixels of the slide. */
public enum SpotOutline {
    /** Fills the plane where rows are shifted by half a distance. */
    HEXAGON(6, 30, 1 / Math.sqrt(3)),
    SQUARE(4, 45, Math.sqrt(0.5)),
    /** A round spot. */
    OCTAGON(8, 22.5, 0.5);

    private final int corners;
    private final double firstDegrees;
    private final double radius;

    SpotOutline(int corners, double firstDegrees, double radius) {
        this.corners = corners;
        this.firstDegrees = firstDegrees;
        this.radius = radius;
    }

    /**
     * Corners in the order of rising angle, which RFC 7946 asks of an outer ring; the last repeats the first.
     *
     * @param sizePx distance of neighbours, or the diameter of a round spot
     * @return {@code [corner][x, y]}
     */
    public double[][] ring(double x, double y, double sizePx) {
        double[][] ring = new double[corners + 1][];
        for (int i = 0; i < corners; i++) {
            double angle = Math.toRadians(firstDegrees + 360.0 * i / corners);
            ring[i] = new double[] {
                hundredth(x + sizePx * radius * Math.cos(angle)), hundredth(y + sizePx * radius * Math.sin(angle))
            };
        }
        ring[corners] = ring[0];
        return ring;
    }

    private static double hundredth(double px) {
        return Math.round(px * 100) / 100.0;
    }
}
