package org.heclip.slide;

/**
 * The threshold that parts a histogram into two classes with the greatest variance between them (Otsu, IEEE Trans. Systems,
 * Man, and Cybernetics 9, 62, 1979). Of several equally good ones the lowest, as OpenCV's {@code THRESH_OTSU}.
 *
 * @param threshold values above it are of the upper class
 * @param lowerMean mean of the lower class
 * @param separation distance of the two classes' means
 */
public record Otsu(int threshold, double lowerMean, double separation) {
    /**
     * @param histogram number of samples of each value
     * @throws IllegalArgumentException when it is empty
     */
    public static Otsu of(int[] histogram) {
        long samples = 0;
        double sum = 0;
        for (int value = 0; value < histogram.length; value++) {
            samples += histogram[value];
            sum += (double) histogram[value] * value;
        }
        if (samples == 0) {
            throw new IllegalArgumentException("a histogram without samples has no threshold");
        }
        Otsu best = new Otsu(0, 0, 0);
        double bestVariance = 0;
        long below = 0;
        double sumBelow = 0;
        for (int value = 0; value < histogram.length - 1; value++) {
            below += histogram[value];
            sumBelow += (double) histogram[value] * value;
            long above = samples - below;
            if (below == 0 || above == 0) {
                continue;
            }
            double separation = (sum - sumBelow) / above - sumBelow / below;
            double variance = (double) below / samples * ((double) above / samples) * separation * separation;
            if (variance > bestVariance) {
                bestVariance = variance;
                best = new Otsu(value, sumBelow / below, separation);
            }
        }
        return best;
    }
}
