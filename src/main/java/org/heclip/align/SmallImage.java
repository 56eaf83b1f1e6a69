package org.heclip.align;

import java.util.Map;
import java.util.Optional;

/**
 * An image that Space Ranger made smaller, taken for the full-resolution one.
 *
 * @param factor name of the scale factor it was made with
 * @param scale its pixels per full-resolution pixel
 */
public record SmallImage(String factor, double scale) {
    /** Longest side of what Space Ranger makes with each factor, in pixels; hires is 4,000 pixels with CytAssist. */
    private static final Map<String, double[]> LONGEST =
            Map.of("tissue_hires_scalef", new double[] {2000, 4000}, "tissue_lowres_scalef", new double[] {600});

    private static final double TOLERATED = 0.01;
    /** Above it the two images are as good as one. */
    private static final double MUCH_SMALLER = 0.95;

    /**
     * Recognised by its size, or by spots that lie on it only when scaled.
     *
     * @param spots in full-resolution pixels
     * @param factors scale factors by name
     */
    public static Optional<SmallImage> find(SpotLayout spots, int width, int height, Map<String, Double> factors) {
        boolean fits = ImageFit.of(spots, width, height).isUsable();
        return factors.entrySet().stream()
                .filter(f -> f.getValue() > 0 && f.getValue() < MUCH_SMALLER)
                .filter(f ->
                        ImageFit.of(spots.scaled(f.getValue()), width, height).isUsable())
                .filter(f -> !fits || hasSize(f.getKey(), width, height))
                .max(Map.Entry.comparingByValue())
                .map(f -> new SmallImage(f.getKey(), f.getValue()));
    }

    private static boolean hasSize(String factor, int width, int height) {
        for (double longest : LONGEST.getOrDefault(factor, new double[0])) {
            if (Math.abs(Math.max(width, height) / longest - 1) < TOLERATED) {
                return true;
            }
        }
        return false;
    }
}
