package org.heclip.slide;

import java.awt.image.BufferedImage;
import java.io.IOException;
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

    private static RasterRgb read(Path file, ImageReader reader, int level) throws IOException {
        requireRoom(file, reader, level);
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

    private static void requireRoom(Path file, ImageReader reader, int level) throws IOException {
        int width = reader.getWidth(level);
        int height = reader.getHeight(level);
        ImageRoom room = new ImageRoom(file, width, height);
        room.requirePlausible();
        room.require(Math.multiplyExact((long) width * height, bytesPerPixel(reader, level)));
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
