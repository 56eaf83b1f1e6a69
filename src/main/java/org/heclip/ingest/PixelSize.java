package org.heclip.ingest;

import java.nio.file.Path;
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
    static final double SPACE_RANGER_SPOT_UM = 65;

    private static final double TOLERATED = 0.05;

    /**
     * The first that there is of: the user's, the file's own, microns_per_pixel, 65 um by spot_diameter_fullres (Visium), the
     * pitch of the array by the distance of neighbouring spots.
     *
     * @param given what the user says
     * @param stated what an h5ad says of itself
     * @param file the one to blame
     * @throws InputException when none gives a size from 0.01 to 100 um per pixel
     */
    static PixelSize of(
            Path file,
            OptionalDouble given,
            Optional<PixelSize> stated,
            ScaleFactors factors,
            Technology technology,
            Optional<ArrayPitch> pitch) {
        OptionalDouble microns = factors.get(ScaleFactors.MICRONS_PER_PIXEL);
        OptionalDouble diameter = factors.get(ScaleFactors.SPOT_DIAMETER);
        if (given.isPresent()) {
            return checked(file, given.getAsDouble(), "given by the user");
        } else if (stated.isPresent()) {
            return stated.get();
        } else if (microns.isPresent()) {
            return checked(file, microns.getAsDouble(), "microns_per_pixel of the scale factors");
        } else if (diameter.isPresent() && technology == Technology.VISIUM) {
            return checked(
                    file,
                    SPACE_RANGER_SPOT_UM / diameter.getAsDouble(),
                    "65 um / spot_diameter_fullres of the scale factors");
        } else if (pitch.isPresent()) {
            return estimated(file, pitch.get());
        }
        throw new InputException(
                file, "pixel size", "found nothing that tells it, expected --mpp (column mpp of the samplesheet)");
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
                        "pixel size %.4f um (%s), but neighbouring spots are %.2f px apart, which at %.0f um makes %.4f um:"
                                + " do the positions belong to this image?",
                        mpp.value(),
                        source,
                        p.medianPx(),
                        p.pitchUm(),
                        p.umPerPx()));
    }
}
