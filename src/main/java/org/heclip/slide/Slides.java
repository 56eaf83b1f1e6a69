package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * Opens images: JPEG (baseline, progressive, grey, CMYK), PNG and TIFF or BigTIFF. TIFFs are read block by block,
 * all others are decoded once and held. Images that say they are to be turned or mirrored are refused, since nobody can tell
 * which way their spots were placed.
 */
public final class Slides {
    private static final int UPRIGHT = 1;
    private static final long DEFAULT_CACHE_BYTES = 64L << 20;

    private Slides() {}

    /** As {@link #open(Path, long)}, holding at most 64 MiB of decoded tiles or strips. */
    public static Slide open(Path file) {
        return open(file, DEFAULT_CACHE_BYTES);
    }

    /**
     * @param cacheBytes of decoded tiles or strips of a TIFF that are held
     * @throws InputException when it is no image, is damaged, is to be turned, or has samples other than 8 or 16 bits
     * @throws OutOfMemoryError when the decoded image does not fit the memory that this process was given
     */
    public static Slide open(Path file, long cacheBytes) {
        ImageFormat format = ImageFormat.of(file);
        try {
            if (format == ImageFormat.TIFF) {
                return openTiff(file, cacheBytes);
            }
            requireUpright(file, format == ImageFormat.JPEG ? JpegExif.orientation(file) : UPRIGHT);
            Optional<Slide> usual = format == ImageFormat.JPEG ? DecodedSlide.jpeg(file) : DecodedSlide.png(file);
            return usual.isPresent() ? usual.get() : decode(file, format, Optional.empty());
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static Slide openTiff(Path file, long cacheBytes) throws IOException {
        List<TiffDirectory> images;
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            images = TiffDirectory.read(in);
        }
        TiffSeries series = TiffSeries.of(file, images);
        requireUpright(file, series.base().orientation());
        int compression = series.base().integer(TIFF.TAG_COMPRESSION, 1);
        Optional<String> foreign = TiffCompression.foreign(compression);
        if (foreign.isPresent()) {
            throw new InputException(
                    file,
                    "image",
                    "found " + foreign.get()
                            + " compression, expected JPEG, deflate, LZW, PackBits or none; convert it,"
                            + " for example with: vips tiffsave IN OUT.tif --tile --pyramid --bigtiff --compression deflate");
        }
        Optional<Slide> slide = TiffSlide.open(file, images, series.base(), series.notes(), cacheBytes);
        if (slide.isPresent()) {
            return slide.get();
        }
        if (series.base() != images.get(0)) {
            throw new InputException(
                    file, "image", "found no 8 or 16 bits of RGB in the largest series, expected such samples");
        }
        return decode(
                file,
                ImageFormat.TIFF,
                TiffPixelSize.of(images.get(0).text(TIFF.TAG_IMAGE_DESCRIPTION), series.base()));
    }

    private static void requireUpright(Path file, int orientation) {
        if (orientation != UPRIGHT) {
            throw new InputException(
                    file,
                    "orientation tag",
                    "found " + orientation
                            + " (turned or mirrored), expected 1; save the image upright, the way its spots"
                            + " were placed on it");
        }
    }

    private static Slide decode(Path file, ImageFormat format, Optional<Mpp> mpp) throws IOException {
        ImageReader reader = null;
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            reader = reader(format, file, stream);
            reader.setInput(stream, false, true);
            return DecodedSlide.decode(file, reader, mpp);
        } finally {
            if (reader != null) {
                reader.dispose();
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
