package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heclip.error.InputException;

/**
 * Which image of a TIFF is the slide: the first, which must be the largest; of an OME-TIFF, which may hold several series, the
 * largest of RGB.
 *
 * @param notes what was left aside
 */
record TiffSeries(TiffDirectory base, List<String> notes) {
    static TiffSeries of(Path file, List<TiffDirectory> images) {
        TiffDirectory first = images.get(0);
        if (OmePixels.isOme(first.text(TIFF.TAG_IMAGE_DESCRIPTION))) {
            Optional<TiffDirectory> largest = largestRgb(file, images);
            if (largest.isPresent() && largest.get() != first) {
                int place = images.indexOf(largest.get()) + 1;
                return new TiffSeries(
                        largest.get(),
                        List.of(file + ": image " + place + " of " + images.size()
                                + " is read, the largest of RGB; the others are left aside"));
            } else if (largest.isPresent()) {
                return new TiffSeries(first, List.of());
            }
        }
        for (int i = 1; i < images.size(); i++) {
            if (images.get(i).area() >= first.area()) {
                throw tooLarge(file, i, images.size(), "the first");
            }
        }
        return new TiffSeries(first, List.of());
    }

    private static Optional<TiffDirectory> largestRgb(Path file, List<TiffDirectory> images) {
        TiffDirectory largest = null;
        int equal = -1;
        for (int i = 0; i < images.size(); i++) {
            TiffDirectory image = images.get(i);
            if (image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1) < RgbImage.CHANNELS) {
                continue;
            }
            if (largest == null || image.area() > largest.area()) {
                largest = image;
                equal = -1;
            } else if (image.area() == largest.area()) {
                equal = i;
            }
        }
        if (equal >= 0) {
            throw tooLarge(file, equal, images.size(), "another");
        }
        return Optional.ofNullable(largest);
    }

    private static InputException tooLarge(Path file, int i, int images, String other) {
        return new InputException(
                file,
                "image " + (i + 1) + " of " + images,
                "found it at least as large as " + other + ", expected the full resolution first and only once");
    }
}
