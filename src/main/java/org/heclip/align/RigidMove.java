package org.heclip.align;

/**
 * A turn about a centre, then a shift; the image's y points down, so that a positive turn is clockwise to the eye.
 *
 * @param dx in pixels
 * @param dy in pixels
 * @param turn in radians
 */
record RigidMove(double dx, double dy, double turn, double centreX, double centreY) {
    double x(double x, double y) {
        return centreX + (x - centreX) * Math.cos(turn) - (y - centreY) * Math.sin(turn) + dx;
    }

    double y(double x, double y) {
        return centreY + (x - centreX) * Math.sin(turn) + (y - centreY) * Math.cos(turn) + dy;
    }
}
