package org.heclip.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/**
 * Pixel size of the full-resolution image and where it is from.
 *
 * @param source for the reader of a report
 */
public record PixelSize(Mpp mpp, String source) {
    /**
     * What Space Ranger's spot_diameter_fullres stands for: it is the pixels of a theoretical spot of 65 um (10x Genomics,
     * Space Ranger documentation, "Spatial outputs").
     */
    public static final double SPACE_RANGER_SPOT_UM = 65;

    private static final double TOLERATED = 0.05;
    private static final double APART = 0.1;

    /** What files and users say, the first of which counts. */
    private static List<PixelSize> sayings(
            OptionalDouble given, Optional<PixelSize> stated, ScaleFactors factors, Technology technology, Path file) {
        List<PixelSize> said = new ArrayList<>();
        given.ifPresent(mpp -> said.add(checked(file, mpp, "given by the user")));
        stated.ifPresent(said::add);
        factors.get(ScaleFactors.MICRONS_PER_PIXEL)
                .ifPresent(mpp -> said.add(checked(file, mpp, "microns_per_pixel of the scale factors")));
        if (technology == Technology.VISIUM) {
            factors.get(ScaleFactors.SPOT_DIAMETER)
                    .ifPresent(px -> said.add(checked(
                            file, SPACE_RANGER_SPOT_UM / px, "65 um / spot_diameter_fullres of the scale factors")));
        }
        return said;
    }

    /**
     * The first that there is of: the user's, the file's own, microns_per_pixel, 65 um by spot_diameter_fullres (Visium), the
     * pitch of the array by the distance of neighbouring spots.
     *
     * @param given what the user says
     * @param stated what an h5ad says of itself
     * @param file the one to blame
     * @throws InputException when none gives a size, or one gives one outside 0.01 to 100 um per pixel
     */
    static PixelSize of(
            Path file,
            OptionalDouble given,
            Optional<PixelSize> stated,
            ScaleFactors factors,
            Technology technology,
            Optional<ArrayPitch> pitch) {
        return sayings(given, stated, factors, technology, file).stream()
                .findFirst()
                .or(() -> pitch.map(p -> estimated(file, p)))
                .orElseThrow(() -> new InputException(
                        file,
                        "pixel size",
                        "found nothing that tells it, expected --mpp (column mpp of the samplesheet)"));
    }

    /** What to tell the user of sources, as {@link #of} takes them, that are more than ten per cent off this size. */
    List<String> disagreements(
            Path file, OptionalDouble given, Optional<PixelSize> stated, ScaleFactors factors, Technology technology) {
        return sayings(given, stated, factors, technology, file).stream()
                .filter(other -> Math.abs(other.mpp.value() / mpp.value() - 1) > APART)
                .map(other -> String.format(
                        Locale.ROOT,
                        "pixel size %.4f um (%s), but another source says %.4f um (%s): is the pixel size right?",
                        mpp.value(),
                        source,
                        other.mpp.value(),
                        other.source))
                .toList();
    }

    private static PixelSize estimated(Path file, ArrayPitch pitch) {
        return checked(
                file,
                pitch.umPerPx(),
                String.format(
                        Locale.ROOT,
                        "estimated: %.0f um array pitch / median of %.2f px between %d pairs of neighbouring spots",
                        pitch.pitchUm(),
                        pitch.medianPx(),
                        pitch.pairs()));
    }

    /** A pixel size as {@code source} tells it. @throws InputException outside 0.01 to 100 um per pixel */
    public static PixelSize checked(Path file, double mpp, String source) {
        try {
            return new PixelSize(new Mpp(mpp), source);
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "pixel size (" + source + ")", e.getMessage(), e);
        }
    }

    /** What to tell the user when the array's own pitch gives another size by more than five per cent. */
    Optional<String> doubt(Optional<ArrayPitch> pitch) {
        return pitch.filter(p -> Math.abs(p.umPerPx() / mpp.value() - 1) > TOLERATED)
                .map(p -> String.format(
                        Locale.ROOT,
                        "pixel size %.4f um (%s), but neighbouring spots are %.2f px apart, which at %.0f um makes"
                                + " %.4f um: do the positions belong to this image?",
                        mpp.value(),
                        source,
                        p.medianPx(),
                        p.pitchUm(),
                        p.umPerPx()));
    }
}
