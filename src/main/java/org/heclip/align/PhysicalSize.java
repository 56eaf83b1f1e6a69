package org.heclip.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a pixel size agrees with what an array is known to measure. */
public final class PhysicalSize {
    private static final double TOLERATED = 0.10;

    private PhysicalSize() {}

    /**
     * Something of known size as it is seen in the image.
     *
     * @param px in full-resolution pixels
     * @param um as the array was made
     */
    public record Known(String name, double px, double um) {}

    /**
     * What contradicts the pixel size by more than a tenth, a sentence each.
     *
     * @param mpp um per full-resolution pixel
     */
    public static List<String> warnings(double mpp, List<Known> lengths) {
        List<String> warnings = new ArrayList<>();
        for (Known known : lengths) {
            double um = known.px() * mpp;
            if (Math.abs(um / known.um() - 1) > TOLERATED) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "at %.4g um per pixel the %s of %.1f pixels is %.1f um, expected %.0f um: the pixel size (%.4g would"
                                + " fit), the positions or the image are wrong",
                        mpp,
                        known.name(),
                        known.px(),
                        um,
                        known.um(),
                        known.um() / known.px()));
            }
        }
        return warnings;
    }
}
