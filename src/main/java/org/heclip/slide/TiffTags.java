package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.heclip.error.InputException;

/** Whether what the tags of an image say can be, before a decoder that believes them sees it. */
final class TiffTags {
    private static final int MOST_CHANNELS = 16;
    private static final int MOST_BITS = 64;
    /** Its one stream need not lie in a strip (TIFF 6.0, section 22). */
    private static final int OLD_JPEG = 6;

    private TiffTags() {}

    /** @throws InputException when the image has no pixels */
    static void requireSize(Path file, TiffDirectory image) {
        if (image.width() < 1 || image.height() < 1) {
            throw contradiction(file, image.width() + " x " + image.height() + " pixels");
        }
    }

    /** @throws InputException when the image has no pixels, or more than can be in that file */
    static void requirePossible(Path file, TiffDirectory image) throws IOException {
        requireSize(file, image);
        new ImageRoom(file, image.width(), image.height()).requirePlausible();
    }

    /** @throws InputException when the tags contradict each other, or the file's size */
    static void requireSound(Path file, TiffDirectory image) throws IOException {
        requirePossible(file, image);
        int channels = image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        long[] bits = image.integers(TIFF.TAG_BITS_PER_SAMPLE);
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw contradiction(file, channels + " samples of a pixel");
        } else if (bits.length > 1 && bits.length != channels
                || Arrays.stream(bits).anyMatch(b -> b < 1 || b > MOST_BITS)) {
            throw contradiction(file, channels + " samples of " + Arrays.toString(bits) + " bits");
        }
        if (image.integer(TIFF.TAG_COMPRESSION, 1) == OLD_JPEG) {
            return;
        }
        TiffLayout layout = TiffLayout.of(image)
                .orElseThrow(() -> contradiction(file, "tiles or strips that are not as many as its size needs"));
        if (!layout.fits(Files.size(file))) {
            throw contradiction(file, "pixels beyond the end of the file");
        }
    }

    private static InputException contradiction(Path file, String found) {
        return new InputException(file, "image", "found " + found + ", expected an undamaged TIFF; copy it again");
    }
}
