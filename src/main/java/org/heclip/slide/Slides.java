package org.heclip.slide;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/**
 * Opens images: JPEG (baseline, progressive, grey, CMYK), PNG and TIFF or BigTIFF. Tiled TIFFs are read region by region,
 * all others are decoded once and held. Images that say they are to be turned or mirrored are refused, since nobody can tell
 * which way their spots were placed.
 */
public final class Slides {
    private static final int UPRIGHT = 1;

    private Slides() {}

    /**
     * @throws InputException when it is no image, is damaged, is to be turned, or has samples other than 8 or 16 bits
     * @throws OutOfMemoryError when the decoded image does not fit the memory that this process was given
     */
    public static Slide open(Path file) {
        ImageFormat format = ImageFormat.of(file);
        TiffTags tags = format == ImageFormat.TIFF ? TiffTags.ofTiff(file) : TiffTags.NONE;
        int orientation = format == ImageFormat.JPEG ? JpegExif.orientation(file) : tags.orientation();
        if (orientation != UPRIGHT) {
            throw new InputException(
                    file,
                    "orientation tag",
                    "found " + orientation
                            + " (turned or mirrored), expected 1; save the image upright, the way its spots"
                            + " were placed on it");
        }
        return open(file, format, tags.mpp());
    }

    private static Slide open(Path file, ImageFormat format, Optional<Mpp> mpp) {
        ImageReader reader = null;
        ImageInputStream stream = null;
        boolean keep = false;
        try {
            stream = new FileImageInputStream(file.toFile());
            reader = reader(format, file, stream);
            reader.setInput(stream, false, true);
            requireFirstIsLargest(file, reader);
            if (format == ImageFormat.TIFF && reader.isImageTiled(0) && TiledSlide.canRead(reader)) {
                keep = true;
                return new TiledSlide(file, reader, stream, mpp);
            }
            return DecodedSlide.decode(file, reader, mpp);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        } finally {
            if (!keep) {
                close(reader, stream);
            }
        }
    }

    /** Pyramids and slides hold the full resolution first; where they do not, or in a stack, the first is a wrong guess. */
    private static void requireFirstIsLargest(Path file, ImageReader reader) throws IOException {
        long first = (long) reader.getWidth(0) * reader.getHeight(0);
        int images = reader.getNumImages(true);
        for (int i = 1; i < images; i++) {
            if ((long) reader.getWidth(i) * reader.getHeight(i) >= first) {
                throw new InputException(
                        file,
                        "image " + (i + 1) + " of " + images,
                        "found it at least as large as the first, expected the full resolution first and only once");
            }
        }
    }

    /** What a decoder throws on a damaged file is of any kind; the user gets one line. */
    static InputException damaged(Path file, Exception e) {
        if (e instanceof InputException known) {
            return known;
        }
        return new InputException(
                file, "image", "cannot be decoded (" + e + "), expected an undamaged JPEG, PNG or TIFF image", e);
    }

    static void close(ImageReader reader, ImageInputStream stream) {
        if (reader != null) {
            reader.dispose();
        }
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Named outright: which decoder runs must not depend on what else is on the class path. */
    private static ImageReader reader(ImageFormat format, Path file, ImageInputStream stream) throws IOException {
        return switch (format) {
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            case JPEG -> registered(new JPEGImageReaderSpi()).createReaderInstance();
            case TIFF -> {
                ImageReaderSpi big = registered(new BigTIFFImageReaderSpi());
                yield (big.canDecodeInput(stream) ? big : registered(new TIFFImageReaderSpi())).createReaderInstance();
            }
        };
    }

    /** The decoder as the registry holds it; registering is what lets it find the JDK's decoder that it builds on. */
    private static ImageReaderSpi registered(ImageReaderSpi provider) {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ImageReaderSpi known = registry.getServiceProviderByClass(provider.getClass());
        if (known != null) {
            return known;
        }
        registry.registerServiceProvider(provider, ImageReaderSpi.class);
        return provider;
    }
}
