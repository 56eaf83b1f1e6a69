package org.heclip.simulate;

import java.util.List;

/**
 * What the planted tissue shows around a spot.
 *
 * @param nuclei per um2
 * @param glands share of the area inside glands, 0 to 1
 * @param eosin mean planted eosin of what is stroma; that of the place itself where all is gland
 */
record Morphology(double nuclei, double glands, double eosin) {
    /** Names of the three figures, in their order. */
    static final List<String> FEATURES = List.of("nuclei", "glands", "eosin");

    private static final double STEP_UM = 4;

    /** Over the square of this edge around a place. */
    static Morphology measure(Tissue tissue, GlandIndex index, double xUm, double yUm, double edgeUm) {
        double half = edgeUm / 2;
        long inside = tissue.nuclei().stream()
                .filter(n -> Math.abs(n.xUm() - xUm) < half && Math.abs(n.yUm() - yUm) < half)
                .count();
        int gland = 0;
        int all = 0;
        double eosin = 0;
        for (double y = yUm - half + STEP_UM / 2; y < yUm + half; y += STEP_UM) {
            for (double x = xUm - half + STEP_UM / 2; x < xUm + half; x += STEP_UM) {
                all++;
                if (index.distance(x, y) < 1) {
                    gland++;
                } else {
                    eosin += tissue.eosin(x, y);
                }
            }
        }
        double stroma = all == gland ? tissue.eosin(xUm, yUm) : eosin / (all - gland);
        return new Morphology(inside / (edgeUm * edgeUm), (double) gland / all, stroma);
    }

    /** {@code [3][spot]}: each figure over the spots of a section, to mean 0 and standard deviation 1. */
    static double[][] standardised(List<Morphology> spots) {
        double[][] figures = new double[FEATURES.size()][spots.size()];
        for (int s = 0; s < spots.size(); s++) {
            figures[0][s] = spots.get(s).nuclei();
            figures[1][s] = spots.get(s).glands();
            figures[2][s] = spots.get(s).eosin();
        }
        for (double[] figure : figures) {
            standardise(figure);
        }
        return figures;
    }

    private static void standardise(double[] values) {
        double mean = java.util.Arrays.stream(values).average().orElse(0);
        double variance = java.util.Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        for (int s = 0; s < values.length; s++) {
            values[s] = variance > 0 ? (values[s] - mean) / Math.sqrt(variance) : 0;
        }
    }
}
