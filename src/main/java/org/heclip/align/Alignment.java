package org.heclip.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.heclip.slide.RgbImage;
import org.heclip.slide.TissueMask;

/**
 * How the spots of a section lie on its image.
 *
 * @param tissueFraction {@code [spot]}, 0 to 1, of the spot's disc; not a number where tissue cannot be told apart
 * @param inkFraction {@code [spot]}, of the disc under a pen mark
 * @param foldFraction {@code [spot]}, of the disc on a fold
 * @param insideImage {@code [spot]}
 * @param orientation empty when it was not looked at or there is too little contrast to tell
 * @param displacement from the positions as given; empty when it was not looked at
 * @param warnings for the user, one sentence each
 */
public record Alignment(
        double[] tissueFraction,
        double[] inkFraction,
        double[] foldFraction,
        boolean[] insideImage,
        Optional<OrientationCheck> orientation,
        Optional<Displacement> displacement,
        List<String> warnings) {
    private static final double MOSTLY_BARE = 0.2;
    private static final double COVERED = 0.5;
    /** Neighbourhoods of half a spot are wider than gaps between fibres and narrower than what matters to a spot. */
    private static final double REACH_RADII = 0.5;

    private static final double SPECK_SPOTS = 0.5;

    /**
     * @param spots in pixels of the image itself
     * @param thumbnail of the image
     * @param thumbnailScale thumbnail pixels per image pixel
     * @param checkOrientation compare with the other seven orientations too
     * @param expression what the expression says of these places, in pixels of the image itself
     * @param places on an array whose printed spots the image may show; where it does, they tell the displacement
     */
    public static Alignment of(
            SpotLayout spots,
            ImageFit fit,
            RgbImage thumbnail,
            double thumbnailScale,
            boolean checkOrientation,
            Optional<ExpressionCheck> expression,
            Optional<ArrayPlaces> places) {
        SpotLayout small = spots.scaled(thumbnailScale);
        double disc = Math.PI * small.radiusPx() * small.radiusPx();
        TissueMask mask = TissueMask.of(
                thumbnail, (int) Math.round(small.radiusPx() * REACH_RADII), (int) Math.ceil(disc * SPECK_SPOTS));
        double[] fractions = TissueOverlap.fractions(small, mask, mask.tissue());
        double[] ink = TissueOverlap.fractions(small, mask, mask.artefacts().ink());
        double[] folds = TissueOverlap.fractions(small, mask, mask.artefacts().folds());
        Optional<OrientationCheck> check = checkOrientation && mask.isReliable() && small.pitchPx() > 0
                ? Optional.of(OrientationCheck.of(small, mask, expression))
                : Optional.empty();
        List<String> warnings = new ArrayList<>();
        if (fit.outside() > 0) {
            warnings.add(fit.outside() + " of " + fit.tissueSpots()
                    + " spots in tissue lie outside the image or half over its edge");
        }
        if (mask.isReliable()) {
            warn(spots, fractions, f -> f < MOSTLY_BARE, MOSTLY_BARE, "lie on bare slide", warnings);
        } else {
            Arrays.fill(fractions, Double.NaN);
            warnings.add("tissue and background cannot be told apart in the image; tissue_fraction is"
                    + " undefined and orientation unchecked");
        }
        warn(spots, ink, f -> f >= COVERED, 0, "lie under a pen mark", warnings);
        warn(spots, folds, f -> f >= COVERED, 0, "lie on a fold", warnings);
        check.filter(OrientationCheck::isDoubtful).ifPresent(c -> warnings.add(orientationWarning(c)));
        Optional<Displacement> displacement = places.filter(p -> mask.isReliable())
                .flatMap(p -> PrintedSpots.displacement(small, p, thumbnail, mask))
                .map(d -> d.scaled(1 / thumbnailScale))
                .or(() -> expression.map(ExpressionCheck::displacement));
        displacement
                .filter(d -> d.isDetected()
                        && !check.map(OrientationCheck::isDoubtful).orElse(false))
                .ifPresent(d -> warnings.add(d.warning()));
        return new Alignment(fractions, ink, folds, fit.inside(), check, displacement, List.copyOf(warnings));
    }

    /** Warns when more than a share of the spots in tissue are so. */
    private static void warn(
            SpotLayout spots,
            double[] fractions,
            DoublePredicate isSo,
            double share,
            String what,
            List<String> warnings) {
        int[] tissue = spots.tissueSpots();
        long found = Arrays.stream(tissue).filter(s -> isSo.test(fractions[s])).count();
        if (found > share * tissue.length) {
            warnings.add(found + " of " + tissue.length + " spots in tissue " + what);
        }
    }

    private static String orientationWarning(OrientationCheck check) {
        return String.format(
                Locale.ROOT,
                "spots would fit the image better in orientation %s (outline %.2f, as given %.2f; expression %.1f standard"
                        + " deviations of chance)",
                check.best().label(),
                check.score(),
                check.scores().get(Orientation.AS_GIVEN),
                check.lead());
    }
}
