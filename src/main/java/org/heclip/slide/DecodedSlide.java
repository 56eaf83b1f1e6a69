package org.heclip.slide;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;

/** An image that was decoded in one piece. */
final class DecodedSlide implements Slide {
    /** A Java array ends there, and the decoders put an image into one. */
    private static final long MAX_SAMPLES = Integer.MAX_VALUE - 8L;
    /** More pixels for each byte than any image of tissue has: a damaged header, or a file made to fill the memory. */
    private static final long MAX_PIXELS_PER_BYTE = 10_000;

    private static final double MEBIBYTE = 1 << 20;
    private static final double DECODER_OVERHEAD = 1.1;
    /** Decoders carry on after damage and only warn. */
    private static final Pattern DAMAGE =
            Pattern.compile("corrupt|truncat|premature|unexpected e|missing eoi|incomplete|bogus|invalid scan");

    private final RasterRgb raster;
    private final Optional<Mpp> mpp;

    private DecodedSlide(RasterRgb raster, Optional<Mpp> mpp) {
        this.raster = raster;
        this.mpp = mpp;
    }

    /** Reads the first image of an opened reader. */
    static DecodedSlide decode(Path file, ImageReader reader, Optional<Mpp> mpp) throws IOException {
        return new DecodedSlide(read(file, reader, 0), mpp);
    }

    /** Reads another image of the file, such as a level of a pyramid. */
    static DecodedSlide decodeLevel(Path file, ImageReader reader, int level) throws IOException {
        return new DecodedSlide(read(file, reader, level), Optional.empty());
    }

    private static RasterRgb read(Path file, ImageReader reader, int level) throws IOException {
        requireRoom(file, reader, level);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(level);
        for (String warning : warnings) {
            if (DAMAGE.matcher(warning.toLowerCase(Locale.ROOT)).find()) {
                throw new InputException(
                        file,
                        "image",
                        "found damage (" + warning + "), expected a complete image; copy the file again");
            }
        }
        return RasterRgb.of(file, image);
    }

    private static void requireRoom(Path file, ImageReader reader, int level) throws IOException {
        int width = reader.getWidth(level);
        int height = reader.getHeight(level);
        long pixels = (long) width * height;
        String size = width + " x " + height + " pixels";
        if (pixels / MAX_PIXELS_PER_BYTE > Files.size(file)) {
            throw new InputException(
                    file, "image", "found " + size + " in " + Files.size(file) + " bytes, expected an undamaged image");
        }
        long samples = Math.multiplyExact(pixels, bytesPerPixel(reader, level));
        if (samples > MAX_SAMPLES) {
            throw new InputException(
                    file,
                    "image",
                    "found " + size
                            + ", too large to decode in one piece; expected a tiled TIFF for images this large");
        }
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        if (samples * DECODER_OVERHEAD > free) {
            // not the file's fault: exit status 137 has the pipeline try again with more memory
            throw new OutOfMemoryError("%s: image of %s needs %.0f MiB, this process has %.0f MiB left"
                    .formatted(file, size, samples * DECODER_OVERHEAD / MEBIBYTE, free / MEBIBYTE));
        }
    }

    private static long bytesPerPixel(ImageReader reader, int level) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(level);
        int bits = type == null ? 8 * RgbImage.CHANNELS : type.getNumBands() * type.getBitsPerBand(0);
        return Math.max(1, bits / 8);
    }

    @Override
    public int width() {
        return raster.width();
    }

    @Override
    public int height() {
        return raster.height();
    }

    @Override
    public Optional<Mpp> mpp() {
        return mpp;
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        RgbImage region = RgbImage.white(width, height);
        raster.copy(x, y, region);
        return region;
    }

    @Override
    public void close() {
        // nothing is held but memory
    }
}
