package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heclip.section.Mpp;

/**
 * The pixel size that a TIFF states: in OME-XML ({@link OmePixels}), in Aperio's
 * description ({@code MPP = 0.2520}), or as a resolution per centimetre. Per inch it is nearly always a screen's default.
 */
final class TiffPixelSize {
    private static final Pattern APERIO_MPP = Pattern.compile("\\bMPP\\s*=\\s*([0-9]*\\.?[0-9]+)");
    private static final int PER_CENTIMETRE = 3;
    static final double UM_PER_CENTIMETRE = 10_000;
    /** Above this a resolution is that of a printer or a screen, not of a microscope. */
    private static final double COARSEST_MPP = 20;

    private static final double FINEST_MPP = 0.05;

    private TiffPixelSize() {}

    /**
     * @param description of the file, which is its first image's
     * @param image whose pixel size is wanted
     */
    static Optional<Mpp> of(String description, TiffDirectory image) {
        if (OmePixels.isOme(description)) {
            return OmePixels.of(description, image.width(), image.height()).um().flatMap(TiffPixelSize::plausible);
        }
        Matcher aperio = APERIO_MPP.matcher(description);
        if (aperio.find()) {
            return plausible(Double.parseDouble(aperio.group(1)));
        }
        Optional<Double> perUnit = image.number(TIFF.TAG_X_RESOLUTION);
        return image.integer(TIFF.TAG_RESOLUTION_UNIT, 0) == PER_CENTIMETRE
                ? perUnit.flatMap(n -> plausible(UM_PER_CENTIMETRE / n))
                : Optional.empty();
    }

    /** Empty for what no microscope has. */
    static Optional<Mpp> plausible(double mpp) {
        return mpp >= FINEST_MPP && mpp <= COARSEST_MPP ? Optional.of(new Mpp(mpp)) : Optional.empty();
    }
}
