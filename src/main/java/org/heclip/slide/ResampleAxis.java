package org.heclip.slide;

/**
 * One axis of a resampling: for each target pixel the first source pixel and the weights, of sum 1, from there on.
 *
 * @param first source pixel of each target pixel
 * @param from where the weights of each target pixel begin; one more than there are targets
 */
record ResampleAxis(int[] first, int[] from, float[] weights) {
    /** Rounding in a window's own figures. */
    private static final double TOLERANCE = 1e-9;

    /** @param start where the source begins within its first pixel, 0 to 1 */
    static ResampleAxis of(double start, double sourceLength, int targetLength) {
        double ratio = sourceLength / targetLength;
        int[] first = new int[targetLength];
        float[][] each = new float[targetLength][];
        for (int t = 0; t < targetLength; t++) {
            each[t] = ratio >= 1
                    ? areaWeights(t, ratio, start, sourceLength, first)
                    : linearWeights(t, ratio, start, sourceLength, first);
        }
        int[] from = new int[targetLength + 1];
        for (int t = 0; t < targetLength; t++) {
            from[t + 1] = from[t] + each[t].length;
        }
        float[] weights = new float[from[targetLength]];
        for (int t = 0; t < targetLength; t++) {
            System.arraycopy(each[t], 0, weights, from[t], each[t].length);
        }
        return new ResampleAxis(first, from, weights);
    }

    private static float[] areaWeights(int t, double ratio, double start, double length, int[] first) {
        double from = start + t * ratio;
        double to = start + Math.min(length, (t + 1) * ratio);
        int low = (int) Math.floor(from + TOLERANCE);
        int high = Math.max(low + 1, (int) Math.ceil(to - TOLERANCE));
        first[t] = low;
        float[] weights = new float[high - low];
        for (int i = low; i < high; i++) {
            weights[i - low] = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
        }
        return weights;
    }

    private static float[] linearWeights(int t, double ratio, double start, double length, int[] first) {
        int last = (int) Math.ceil(start + length - TOLERANCE) - 1;
        double centre = Math.min(last, Math.max(0, start + (t + 0.5) * ratio - 0.5));
        first[t] = Math.min((int) centre, Math.max(0, last - 1));
        float part = (float) (centre - first[t]);
        return last == 0 ? new float[] {1} : new float[] {1 - part, part};
    }

    int length() {
        return first.length;
    }

    /** The source pixel after the last that target pixel {@code t} needs. */
    int end(int t) {
        return first[t] + from[t + 1] - from[t];
    }
}
