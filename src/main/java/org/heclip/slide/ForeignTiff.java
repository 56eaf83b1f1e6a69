package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Scanners' files that are TIFFs to look at, but whose blocks do not lie where a TIFF's do. */
final class ForeignTiff {
    private static final int NDPI_FORMAT = 65420;
    private static final int XMP = 700;

    private ForeignTiff() {}

    /** What it is; empty for a TIFF as it should be. */
    static Optional<String> of(List<TiffDirectory> images) {
        TiffDirectory first = images.get(0);
        if (first.number(NDPI_FORMAT).isPresent()) {
            return Optional.of("a slide of Hamamatsu (NDPI)");
        } else if (first.text(TIFF.TAG_IMAGE_DESCRIPTION).contains("leica-microsystems.com/scn/")) {
            return Optional.of("a slide of Leica (SCN)");
        }
        // tiles of these overlap
        return images.stream().anyMatch(ForeignTiff::isVentana)
                ? Optional.of("a slide of Ventana (BIF)")
                : Optional.empty();
    }

    private static boolean isVentana(TiffDirectory image) {
        return new String(image.bytes(XMP), StandardCharsets.ISO_8859_1).contains("<iScan");
    }
}
