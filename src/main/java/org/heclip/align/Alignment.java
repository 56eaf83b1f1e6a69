package org.heclip.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heclip.slide.RgbImage;
import org.heclip.slide.TissueMask;

/**
 * How the spots of a section lie on its image.
 *
 * @param tissueFraction {@code [spot]}, 0 to 1, of the spot's disc; not a number where tissue cannot be told apart
 * @param insideImage {@code [spot]}
 * @param orientation empty when it was not looked at or there is too little contrast to tell
 * @param warnings for the user, one sentence each
 */
public record Alignment(
        double[] tissueFraction, boolean[] insideImage, Optional<OrientationCheck> orientation, List<String> warnings) {
    private static final double MOSTLY_BARE = 0.2;
    /** Neighbourhoods of half a spot are wider than gaps between fibres and narrower than what matters to a spot. */
    private static final double REACH_RADII = 0.5;

    private static final double SPECK_SPOTS = 0.5;

    /**
     * @param spots in pixels of the image itself
     * @param thumbnail of the image
     * @param thumbnailScale thumbnail pixels per image pixel
     * @param checkOrientation compare with the other seven orientations too
     */
    public static Alignment of(
            SpotLayout spots, ImageFit fit, RgbImage thumbnail, double thumbnailScale, boolean checkOrientation) {
        SpotLayout small = spots.scaled(thumbnailScale);
        double disc = Math.PI * small.radiusPx() * small.radiusPx();
        TissueMask mask = TissueMask.of(
                thumbnail, (int) Math.round(small.radiusPx() * REACH_RADII), (int) Math.ceil(disc * SPECK_SPOTS));
        double[] fractions = TissueOverlap.fractions(small, mask);
        List<String> warnings = new ArrayList<>();
        if (fit.outside() > 0) {
            warnings.add(fit.outside() + " of " + fit.tissueSpots() + " spots in tissue lie outside the image");
        }
        Optional<OrientationCheck> check = Optional.empty();
        if (!mask.isReliable()) {
            Arrays.fill(fractions, Double.NaN);
            warnings.add("tissue and background cannot be told apart in the image; tissue_fraction is"
                    + " undefined and orientation unchecked");
        } else {
            warnOfBareSpots(spots, fractions, warnings);
            if (checkOrientation && small.pitchPx() > 0) {
                check = Optional.of(OrientationCheck.of(small, mask));
                check.ifPresent(c -> warnOfOrientation(c, warnings));
            }
        }
        return new Alignment(fractions, fit.inside(), check, List.copyOf(warnings));
    }

    private static void warnOfBareSpots(SpotLayout spots, double[] fractions, List<String> warnings) {
        int[] tissue = spots.tissueSpots();
        long bare =
                Arrays.stream(tissue).filter(s -> fractions[s] < MOSTLY_BARE).count();
        if (bare > MOSTLY_BARE * tissue.length) {
            warnings.add(bare + " of " + tissue.length + " spots in tissue lie on bare slide");
        }
    }

    private static void warnOfOrientation(OrientationCheck check, List<String> warnings) {
        if (check.isDoubtful()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "spots would cover the tissue better in orientation %s (%.2f) than as given (%.2f); positions were not"
                            + " changed",
                    check.best().label(),
                    check.score(),
                    check.scores().get(Orientation.AS_GIVEN)));
        }
    }
}
