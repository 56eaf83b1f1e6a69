package org.heclip.stain;

import java.util.Arrays;
import java.util.List;

/** What the stain of a section, or of several, looks like: a few numbers by which one can be brought to the other. */
public sealed interface StainProfile permits ReinhardProfile, MacenkoProfile {
    StainMethod method();

    /** As files hold it; what each number is, the kind of profile says. */
    double[] values();

    /** What brings pixels of this stain to another one. @throws ClassCastException for a profile of another method */
    PixelMap to(StainProfile target);

    /**
     * The middle of several: the median of each number, vectors then brought to length 1.
     *
     * @param profiles at least one, of one method
     */
    static StainProfile median(List<StainProfile> profiles) {
        double[] middle = new double[profiles.get(0).values().length];
        for (int i = 0; i < middle.length; i++) {
            int at = i;
            double[] sorted =
                    profiles.stream().mapToDouble(p -> p.values()[at]).sorted().toArray();
            middle[i] = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
        return profiles.get(0).method().profile(middle);
    }

    /** @throws IllegalArgumentException unless all are numbers, and those from {@code first} on above 0 */
    static void require(double[] values, int first) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || i >= first && values[i] <= 0) {
                throw new IllegalArgumentException(
                        Arrays.toString(values) + ", expected numbers, those from the " + (first + 1) + "th above 0");
            }
        }
    }
}
