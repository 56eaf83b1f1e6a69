package org.heclip.stain;

import java.util.Optional;

/**
 * The profile of a sample, or why there is none; the section's tiles then stay as they are.
 *
 * @param problem empty when there is a profile
 */
public record StainFit(Optional<StainProfile> profile, String problem) {
    private static final int LEAST_PIXELS = 1000;

    public static StainFit of(StainMethod method, StainSample sample) {
        return switch (method) {
            case REINHARD ->
                sample.pixels().length < LEAST_PIXELS
                        ? tooFew(sample.pixels().length)
                        : ReinhardProfile.fit(sample.pixels());
            case MACENKO -> {
                double[] stained = MacenkoProfile.stained(sample.pixels());
                yield stained.length < 3 * LEAST_PIXELS
                        ? tooFew(stained.length / 3)
                        : MacenkoProfile.fit(stained, sample.pixels());
            }
        };
    }

    static StainFit of(StainProfile profile) {
        return new StainFit(Optional.of(profile), "");
    }

    /** @param problem what was found */
    public static StainFit none(String problem) {
        return new StainFit(Optional.empty(), problem);
    }

    private static StainFit tooFew(int pixels) {
        return none(pixels + " stained pixels in the sample, expected " + LEAST_PIXELS + " or more");
    }
}
