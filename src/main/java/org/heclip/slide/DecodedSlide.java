package org.heclip.slide;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    /** Decoders carry on after damage and only warn. */
    private static final Pattern DAMAGE =
            Pattern.compile("corrupt|truncat|premature|unexpected e|missing eoi|incomplete|bogus|invalid scan");

    private static final int PNG_BUFFER = 1 << 16;

    private final Pixels pixels;
    private final Optional<Mpp> mpp;

    private DecodedSlide(Pixels pixels, Optional<Mpp> mpp) {
        this.pixels = pixels;
        this.mpp = mpp;
    }

    /** Reads the first image of an opened reader. */
    static DecodedSlide decode(Path file, ImageReader reader, Optional<Mpp> mpp) throws IOException {
        return new DecodedSlide(read(file, reader, 0), mpp);
    }

    /** A JPEG of the usual kinds; empty for any other. */
    static Optional<Slide> jpeg(Path file) throws IOException {
        JpegFile jpeg = JpegFile.open(file);
        if (!jpeg.isUsual()) {
            return Optional.empty();
        }
        JpegHead head = jpeg.head();
        requireRoom(file, head.width(), head.height(), head.components());
        return Optional.of(new DecodedSlide(jpeg.pixels(), Optional.empty()));
    }

    /** A PNG of plain RGB of 8 bits; empty for any other. */
    static Optional<Slide> png(Path file) throws IOException {
        try (PngFile png = new PngFile(new BufferedInputStream(Files.newInputStream(file), PNG_BUFFER))) {
            if (png.width() < 1 || png.height() < 1) {
                return Optional.empty();
            }
            new ImageRoom(file, png.width(), png.height()).requireInflatable(png.inflatedBytes());
            if (!png.isPlain()) {
                return Optional.empty();
            }
            requireRoom(file, png.width(), png.height(), RgbImage.CHANNELS);
            ByteBuffer pixels = ByteBuffer.wrap(PngPixels.read(png));
            NativeRows rows = NativeRows.of(pixels, png.width(), png.height(), RgbImage.CHANNELS);
            return Optional.of(new DecodedSlide(rows, Optional.empty()));
        }
    }

    private static void requireRoom(Path file, int width, int height, long bytesPerPixel) throws IOException {
        ImageRoom room = new ImageRoom(file, width, height);
        room.requirePlausible();
        room.require(Math.multiplyExact((long) width * height, bytesPerPixel));
    }

    private static RasterRgb read(Path file, ImageReader reader, int level) throws IOException {
        requireRoom(file, reader.getWidth(level), reader.getHeight(level), bytesPerPixel(reader, level));
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(level);
        for (String warning : warnings) {
            if (isDamage(warning)) {
                throw new InputException(
                        file,
                        "image",
                        "found damage (" + warning + "), expected a complete image; copy the file again");
            }
        }
        return RasterRgb.of(file, image);
    }

    /** Whether a decoder's warning tells of damage. */
    static boolean isDamage(String warning) {
        return DAMAGE.matcher(warning.toLowerCase(Locale.ROOT)).find();
    }

    private static long bytesPerPixel(ImageReader reader, int level) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(level);
        int bits = type == null ? 8 * RgbImage.CHANNELS : type.getNumBands() * type.getBitsPerBand(0);
        return Math.max(1, bits / 8);
    }

    @Override
    public int width() {
        return pixels.width();
    }

    @Override
    public int height() {
        return pixels.height();
    }

    @Override
    public Optional<Mpp> mpp() {
        return mpp;
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        RgbImage region = RgbImage.region(x, y, width, height, width(), height());
        pixels.copy(x, y, region);
        return region;
    }

    @Override
    public void close() {
        // nothing is held but memory
    }
}
