package org.heclip.simulate;

/**
 * Smooth value noise: random values on a square lattice, blended with a quintic fade, in octaves of half the size and half
 * the weight (Perlin, "Improving noise", SIGGRAPH 2002, for the fade; values, not gradients). A pure function of seed and place.
 */
final class Noise {
    private static final double TO_UNIT = 0x1.0p-53;

    private final long seed;
    private final double sizeUm;
    private final int octaves;

    /** @param sizeUm distance of the lattice points of the coarsest octave */
    Noise(long seed, double sizeUm, int octaves) {
        this.seed = seed;
        this.sizeUm = sizeUm;
        this.octaves = octaves;
    }

    /** 0 to 1, around one half. */
    double at(double xUm, double yUm) {
        double sum = 0;
        double weights = 0;
        double weight = 1;
        double size = sizeUm;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * lattice(xUm / size, yUm / size, seed + octave);
            weights += weight;
            weight /= 2;
            size /= 2;
        }
        return sum / weights;
    }

    /** As {@link #at}, spread so that values from 0 to 1 are all common. */
    double spreadAt(double xUm, double yUm) {
        return smoothStep(0.22, 0.78, at(xUm, yUm));
    }

    static double smoothStep(double low, double high, double value) {
        double t = Math.max(0, Math.min(1, (value - low) / (high - low)));
        return t * t * (3 - 2 * t);
    }

    /** A number of 0 to 1 that depends on these three alone (Steele et al., "SplitMix64", OOPSLA 2014, for the mixing). */
    static double hash(long seed, long a, long b) {
        return (mix(seed ^ mix(a * 0x9E3779B97F4A7C15L + mix(b + 0x632BE59BD9B4E019L))) >>> 11) * TO_UNIT;
    }

    /** A seed of its own for part {@code name} number {@code index}. */
    static long seed(long parent, String name, int index) {
        return mix(mix(parent + 0x9E3779B97F4A7C15L * (index + 1)) ^ name.hashCode());
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double lattice(double x, double y, long seed) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double across = fade(x - left);
        double down = fade(y - top);
        double upper = blend(hash(seed, left, top), hash(seed, left + 1, top), across);
        double lower = blend(hash(seed, left, top + 1), hash(seed, left + 1, top + 1), across);
        return blend(upper, lower, down);
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    private static double blend(double a, double b, double part) {
        return a + (b - a) * part;
    }
}
