package org.heclip.slide;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.heclip.error.InputException;

/**
 * How a stored image is turned or mirrored to be looked at: the tag of EXIF and of TIFF (TIFF 6.0, section 8).
 *
 * @param tag 1 (as it is stored) to 8
 */
public record ImageOrientation(int tag) {
    public static final ImageOrientation STORED = new ImageOrientation(1);

    private static final int FIRST_TURNED = 5;
    private static final int LAST = 8;

    /** What to do with an image that says that it is to be turned; readers disagree on it. */
    public enum Choice {
        REFUSE,
        APPLY,
        IGNORE;

        /**
         * How this image is to be turned.
         *
         * @throws InputException when it is to be, and that is refused
         */
        public ImageOrientation of(Path file) {
            ImageOrientation stated = this == IGNORE ? STORED : stated(file);
            if (this == REFUSE && !stated.isStored()) {
                throw new InputException(
                        file,
                        "orientation tag",
                        "found " + stated.tag + " (turned or mirrored), expected 1; choose how its spots were placed:"
                                + " --orientation apply for the upright image, as OpenCV and viewers"
                                + " show it, ignore for the stored one, as Pillow and tifffile read it");
            }
            return stated;
        }
    }

    /** @throws IllegalArgumentException outside 1 to 8 */
    public ImageOrientation {
        if (tag < 1 || tag > LAST) {
            throw new IllegalArgumentException("orientation " + tag + " (expected 1 to " + LAST + ")");
        }
    }

    /** Whether nothing is to be turned. Asked of every image: a record's own {@code equals} is made at run time, which takes longer than opening a slide. */
    public boolean isStored() {
        return tag == STORED.tag;
    }

    /** Whether width and height change places. */
    public boolean swapsAxes() {
        return tag >= FIRST_TURNED;
    }

    /** Whether stored columns run from right to left. */
    boolean flipsX() {
        return tag == 2 || tag == 3 || tag == 7 || tag == 8;
    }

    /** Whether stored rows run from the bottom up. */
    boolean flipsY() {
        return tag == 3 || tag == 4 || tag == 6 || tag == 7;
    }

    /** What the file says; as stored when it says nothing, or nothing that can be. */
    private static ImageOrientation stated(Path file) {
        try {
            int tag =
                    switch (ImageFormat.of(file)) {
                        case JPEG -> JpegExif.orientation(file);
                        case PNG -> png(file);
                        case TIFF -> tiff(file);
                        case OTHER -> 1;
                    };
            return tag < 1 || tag > LAST ? STORED : new ImageOrientation(tag);
        } catch (IOException | RuntimeException e) {
            throw Slides.damaged(file, e);
        }
    }

    private static int png(Path file) throws IOException {
        try (PngFile png = new PngFile(new BufferedInputStream(Files.newInputStream(file)))) {
            return png.exif().length == 0 ? 1 : exif(png.exif());
        }
    }

    private static int tiff(Path file) throws IOException {
        try (ImageInputStream in = new FileInput(file)) {
            List<TiffDirectory> images = TiffDirectory.read(in);
            return ForeignTiff.of(images).isPresent()
                    ? 1
                    : TiffSeries.of(file, images).base().orientation();
        }
    }

    /** The tag of an EXIF block, which is a TIFF; 1 where it is damaged, as the pixels are not then. */
    static int exif(byte[] tiff) {
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(tiff))) {
            return TiffDirectory.read(in).get(0).orientation();
        } catch (IOException | RuntimeException e) {
            return 1;
        }
    }
}
