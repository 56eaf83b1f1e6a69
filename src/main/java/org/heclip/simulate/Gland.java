package org.heclip.simulate;

/**
 * A gland cut across: an ellipse of epithelium around an open lumen.
 *
 * @param radiusUm along its long axis
 * @param aspect short axis over long axis
 * @param angle of the long axis, in radians
 * @param lumen radius of the lumen over that of the gland
 */
record Gland(double xUm, double yUm, double radiusUm, double aspect, double angle, double lumen) {
    /** 0 at the centre, 1 on the outer edge. */
    double distance(double x, double y) {
        double dx = x - xUm;
        double dy = y - yUm;
        double along = dx * Math.cos(angle) + dy * Math.sin(angle);
        double across = dy * Math.cos(angle) - dx * Math.sin(angle);
        return Math.hypot(along, across / aspect) / radiusUm;
    }

    boolean touches(Gland other) {
        return Math.hypot(xUm - other.xUm, yUm - other.yUm) < 0.93 * (radiusUm + other.radiusUm);
    }
}
