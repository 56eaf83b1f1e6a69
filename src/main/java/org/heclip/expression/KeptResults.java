package org.heclip.expression;

import java.util.Arrays;

/** A function whose last results are kept: most values of a spot are one of few counts, and a logarithm costs ten times a look-up. */
final class KeptResults {
    private static final int KEPT_BITS = 7;
    private static final int KEPT = 1 << KEPT_BITS;
    /** Multiplier of Fibonacci hashing. */
    private static final int SPREAD = 0x9E3779B1;

    private final GeneMoments.FloatFunction function;
    private final float[] known = new float[KEPT];
    private final float[] results = new float[KEPT];

    KeptResults(GeneMoments.FloatFunction function) {
        this.function = function;
        Arrays.fill(known, Float.NaN);
    }

    float of(float value) {
        int place = (Float.floatToRawIntBits(value) * SPREAD) >>> (Integer.SIZE - KEPT_BITS);
        if (known[place] != value) {
            known[place] = value;
            results[place] = function.of(value);
        }
        return results[place];
    }
}
