package org.heclip.stain;

/** How much light a pixel has taken: {@code -ln((I + 1) / 240)}, as the peers have it (Macenko's I0, JPEG's 0 allowed for). */
final class OpticalDensity {
    static final double LIGHT = 240;
    /** Less is glass (beta of Macenko et al.). */
    static final double LEAST = 0.15;

    private static final double[] OF_LEVEL = new double[256];

    static {
        for (int level = 0; level < OF_LEVEL.length; level++) {
            OF_LEVEL[level] = -Math.log((level + 1) / LIGHT);
        }
    }

    private OpticalDensity() {}

    /** @param level 0 to 255 */
    static double of(int level) {
        return OF_LEVEL[level];
    }

    /** Both stains take green light: a pixel that lets it through is glass. */
    static boolean isTissue(int green) {
        return OF_LEVEL[green] >= LEAST;
    }
}
