package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.heclip.section.Mpp;

/**
 * What the first directory of a TIFF says about the image beside its pixels (TIFF 6.0, section 8; Aperio's pixel size is in
 * the description, as {@code MPP = 0.2520}).
 *
 * @param orientation 1 for upright, up to 8
 */
record TiffTags(int orientation, Optional<Mpp> mpp) {
    static final TiffTags NONE = new TiffTags(1, Optional.empty());

    private static final Pattern APERIO_MPP = Pattern.compile("\\bMPP\\s*=\\s*([0-9]*\\.?[0-9]+)");
    private static final int PER_CENTIMETRE = 3;
    private static final double UM_PER_CENTIMETRE = 10_000;
    /** Above this a resolution is that of a printer or a screen, not of a microscope. */
    private static final double COARSEST_MPP = 20;

    private static final double FINEST_MPP = 0.05;

    /** @throws org.heclip.error.InputException when the directory is damaged */
    static TiffTags ofTiff(Path file) {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            return of(in);
        } catch (IOException | RuntimeException e) {
            throw Slides.damaged(file, e);
        }
    }

    /** From a TIFF stream at its start; EXIF blocks are such streams too. */
    static TiffTags of(ImageInputStream in) throws IOException {
        Directory directory = new TIFFReader().read(in);
        if (directory instanceof CompoundDirectory all && all.directoryCount() > 0) {
            directory = all.getDirectory(0);
        }
        Entry orientation = directory.getEntryById(TIFF.TAG_ORIENTATION);
        int turned = orientation != null && orientation.getValue() instanceof Number n ? n.intValue() : 1;
        // 0 is written by some software for "not known"
        return new TiffTags(turned == 0 ? 1 : turned, mpp(directory));
    }

    private static Optional<Mpp> mpp(Directory directory) {
        Entry description = directory.getEntryById(TIFF.TAG_IMAGE_DESCRIPTION);
        if (description != null) {
            Matcher stated = APERIO_MPP.matcher(description.getValueAsString());
            if (stated.find()) {
                return plausible(Double.parseDouble(stated.group(1)));
            }
        }
        Entry unit = directory.getEntryById(TIFF.TAG_RESOLUTION_UNIT);
        Entry perUnit = directory.getEntryById(TIFF.TAG_X_RESOLUTION);
        // per centimetre only: inches are nearly always a default that nobody measured
        if (unit != null
                && unit.getValue() instanceof Number u
                && u.intValue() == PER_CENTIMETRE
                && perUnit != null
                && perUnit.getValue() instanceof Number n) {
            return plausible(UM_PER_CENTIMETRE / n.doubleValue());
        }
        return Optional.empty();
    }

    private static Optional<Mpp> plausible(double mpp) {
        return mpp >= FINEST_MPP && mpp <= COARSEST_MPP ? Optional.of(new Mpp(mpp)) : Optional.empty();
    }
}
