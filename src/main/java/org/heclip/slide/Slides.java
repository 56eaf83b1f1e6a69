package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/**
 * Opens images: JPEG (baseline, progressive, grey, CMYK), PNG and TIFF or BigTIFF. TIFFs are read block by block,
 * all others are decoded once and held. Slides of other kinds are read through OpenSlide.
 */
public final class Slides {
    public static final long DEFAULT_CACHE_BYTES = 64L << 20;

    private Slides() {}

    /** As it is stored, holding at most 64 MiB of decoded tiles or strips; one that is to be turned is refused. */
    public static Slide open(Path file) {
        return open(file, DEFAULT_CACHE_BYTES, ImageOrientation.Choice.REFUSE.of(file));
    }

    /**
     * @param cacheBytes of decoded tiles or strips of a TIFF that are held
     * @param orientation how it is turned; what the file says itself does not matter
     * @throws InputException when it is no image, is damaged, or has samples of more than 16 bits
     * @throws OutOfMemoryError when the decoded image does not fit the memory that this process was given
     */
    public static Slide open(Path file, long cacheBytes, ImageOrientation orientation) {
        try {
            Slide stored = stored(file, cacheBytes);
            return orientation.isStored() ? stored : new TurnedSlide(stored, orientation);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    /** Pixels of an image when it is turned so, without decoding them. */
    public record Size(int width, int height) {}

    /**
     * The size of the slide that {@link #open(Path, long, ImageOrientation)} would open.
     *
     * @throws InputException when it is no image, or its header is damaged
     */
    public static Size size(Path file, ImageOrientation orientation) {
        try {
            Size stored = storedSize(file);
            return orientation.swapsAxes() ? new Size(stored.height, stored.width) : stored;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static Size storedSize(Path file) throws IOException {
        ImageFormat format = ImageFormat.of(file);
        if (format == ImageFormat.PNG) {
            try (PngFile png = new PngFile(new BufferedInputStream(Files.newInputStream(file)))) {
                return new Size(png.width(), png.height());
            }
        } else if (format == ImageFormat.JPEG) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                JpegHead head = JpegHead.read(in);
                return new Size(head.width(), head.height());
            }
        } else if (format == ImageFormat.TIFF) {
            List<TiffDirectory> images = directories(file);
            if (foreign(file, images).isEmpty()) {
                TiffDirectory base = TiffSeries.of(file, images).base();
                TiffTags.requireSize(file, base);
                return new Size(base.width(), base.height());
            }
        }
        try (Slide slide = stored(file, 1)) {
            return new Size(slide.width(), slide.height());
        }
    }

    private static List<TiffDirectory> directories(Path file) throws IOException {
        try (ImageInputStream in = new FileInput(file)) {
            return TiffDirectory.read(in);
        }
    }

    /** What of a TIFF only OpenSlide reads. */
    private static Optional<String> foreign(Path file, List<TiffDirectory> images) {
        Optional<String> scanner = ForeignTiff.of(images);
        return scanner.isPresent()
                ? scanner
                : TiffCompression.foreign(TiffSeries.of(file, images).base().integer(TIFF.TAG_COMPRESSION, 1))
                        .map(name -> name + " compression");
    }

    private static Slide stored(Path file, long cacheBytes) throws IOException {
        ImageFormat format = ImageFormat.of(file);
        Optional<Slide> usual =
                switch (format) {
                    case TIFF -> Optional.of(openTiff(file, cacheBytes));
                    case JPEG -> DecodedSlide.jpeg(file);
                    case PNG -> DecodedSlide.png(file);
                    case OTHER -> Optional.of(OpenSlideReader.open(file, "no JPEG, PNG or TIFF signature"));
                };
        return usual.isPresent() ? usual.get() : decode(file, format, Optional.empty());
    }

    private static Slide openTiff(Path file, long cacheBytes) throws IOException {
        List<TiffDirectory> images = directories(file);
        Optional<String> foreign = foreign(file, images);
        if (foreign.isPresent()) {
            // OpenSlide 3.4.1 divides by a size of 0, which ends the process
            for (TiffDirectory image : images) {
                TiffTags.requirePossible(file, image);
            }
            return OpenSlideReader.open(file, foreign.get());
        }
        TiffSeries series = TiffSeries.of(file, images);
        Optional<Slide> slide = TiffSlide.open(file, images, series.base(), series.notes(), cacheBytes);
        if (slide.isPresent()) {
            return slide.get();
        }
        if (series.base() != images.get(0)) {
            throw new InputException(
                    file, "image", "found other than 1 to 16 bits of RGB in the largest series, expected such samples");
        }
        TiffTags.requireSound(file, series.base());
        requireStoredRange(file, images.get(0), series.base());
        return decode(
                file,
                ImageFormat.TIFF,
                TiffPixelSize.of(images.get(0).text(TIFF.TAG_IMAGE_DESCRIPTION), series.base()));
    }

    /** What decodes a TIFF in one piece knows nothing of fewer bits than are stored, and takes 6 for 8. */
    private static void requireStoredRange(Path file, TiffDirectory first, TiffDirectory base) {
        OmePixels ome = OmePixels.of(first.text(TIFF.TAG_IMAGE_DESCRIPTION), base.width(), base.height());
        int bits = base.integer(TIFF.TAG_BITS_PER_SAMPLE, 1);
        boolean fewer = SampleBits.saysFewer(base, ome.significantBits());
        if (fewer || Integer.bitCount(bits) != 1) {
            throw new InputException(
                    file,
                    "image",
                    "found samples of " + bits + " bits" + (fewer ? ", of which some carry no value," : "")
                            + " in a kind of TIFF that is decoded in one piece,"
                            + " expected 8 bits; convert it, for example with: " + ImageFormat.CONVERSION);
        }
    }

    private static Slide decode(Path file, ImageFormat format, Optional<Mpp> mpp) throws IOException {
        ImageReader reader = null;
        try (ImageInputStream stream = new FileInput(file)) {
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
            case JPEG -> jpegReader();
            case OTHER -> throw new IllegalArgumentException(file + " is not decoded whole");
            case TIFF -> {
                ImageReaderSpi big = registered(new BigTIFFImageReaderSpi());
                yield (big.canDecodeInput(stream) ? big : registered(new TIFFImageReaderSpi())).createReaderInstance();
            }
        };
    }

    /** For what {@link JpegDecoder} does not decode: inks. */
    static ImageReader jpegReader() throws IOException {
        return registered(new JPEGImageReaderSpi()).createReaderInstance();
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
