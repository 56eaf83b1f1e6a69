package org.heclip.simulate;

/** Wavy bundles of collagen: noise drawn out along one direction, bent by another noise. */
final class Fibres {
    /** Direction of the bundles, in radians from the x axis. */
    static final double ANGLE = 0.6;

    private static final double LENGTH_UM = 55;
    private static final double WIDTH_UM = 5;
    private static final double BEND_UM = 90;

    private final Noise strands;
    private final Noise bend;
    private final Noise gaps;

    Fibres(long seed) {
        strands = new Noise(Noise.seed(seed, "strands", 0), 1, 2);
        bend = new Noise(Noise.seed(seed, "bend", 0), 160, 1);
        gaps = new Noise(Noise.seed(seed, "gaps", 0), 1, 2);
    }

    /** 0 between bundles to 1 in a dense one; clefts, which are empty, are below 0. */
    double at(double xUm, double yUm) {
        double along = xUm * Math.cos(ANGLE) + yUm * Math.sin(ANGLE);
        double across = yUm * Math.cos(ANGLE) - xUm * Math.sin(ANGLE) + BEND_UM * bend.at(xUm, yUm);
        double cleft = gaps.at(along / 90, across / 13);
        return cleft < 0.27 ? -1 : strands.at(along / LENGTH_UM, across / WIDTH_UM);
    }
}
