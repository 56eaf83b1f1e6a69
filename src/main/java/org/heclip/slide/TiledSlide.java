package org.heclip.slide;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.heclip.section.Mpp;

/** A tiled TIFF, of which only the tiles that a region touches are decoded. */
final class TiledSlide implements Slide {
    private final Path file;
    private final ImageReader reader;
    private final ImageInputStream stream;
    private final Optional<Mpp> mpp;
    private final int width;
    private final int height;

    /** Takes the reader and the stream over and closes them. */
    TiledSlide(Path file, ImageReader reader, ImageInputStream stream, Optional<Mpp> mpp) throws IOException {
        this.file = file;
        this.reader = reader;
        this.stream = stream;
        this.mpp = mpp;
        this.width = reader.getWidth(0);
        this.height = reader.getHeight(0);
    }

    /**
     * Whether regions of this image decode at all: the library cannot do it for some compressions. 16-bit images are left out,
     * since whether their range is used can be told from the whole only.
     */
    static boolean canRead(ImageReader reader) {
        try {
            ImageReadParam corner = reader.getDefaultReadParam();
            int w = reader.getWidth(0);
            int h = reader.getHeight(0);
            corner.setSourceRegion(new Rectangle(w / 2, h / 2, Math.min(3, w - w / 2), Math.min(3, h - h / 2)));
            return reader.read(0, corner).getSampleModel().getSampleSize(0) <= Byte.SIZE;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Optional<Mpp> mpp() {
        return mpp;
    }

    /** One at a time: the reader below has a state. */
    @Override
    public synchronized RgbImage readRegion(int x, int y, int w, int h) {
        RgbImage region = RgbImage.white(w, h);
        Rectangle inside = new Rectangle(x, y, w, h).intersection(new Rectangle(width, height));
        if (inside.isEmpty()) {
            return region;
        }
        ImageReadParam only = reader.getDefaultReadParam();
        only.setSourceRegion(inside);
        try {
            RasterRgb.of(file, reader.read(0, only)).copy(x - inside.x, y - inside.y, region);
        } catch (IOException | RuntimeException e) {
            throw Slides.damaged(file, e);
        }
        return region;
    }

    /** From a smaller level of the file's pyramid where it has one, so that the full resolution need not be decoded. */
    @Override
    public synchronized RgbImage thumbnail(int maxPx) {
        try {
            int level = levelFor(maxPx);
            if (level == 0) {
                return Slide.super.thumbnail(maxPx);
            }
            DecodedSlide small = DecodedSlide.decodeLevel(file, reader, level);
            double scale = thumbnailScale(maxPx);
            return Resampler.resample(
                    small,
                    new Resampler.Window(0, 0, small.width(), small.height()),
                    (int) Math.max(1, Math.round(width * scale)),
                    (int) Math.max(1, Math.round(height * scale)));
        } catch (IOException | RuntimeException e) {
            throw Slides.damaged(file, e);
        }
    }

    /** The smallest image of the file that is this slide's and has enough pixels; 0 for the full resolution. */
    private int levelFor(int maxPx) throws IOException {
        int best = 0;
        int images = reader.getNumImages(true);
        for (int i = 1; i < images; i++) {
            int levelWidth = reader.getWidth(i);
            int levelHeight = reader.getHeight(i);
            // labels and pictures of the glass have other proportions; those of a level are rounded to whole pixels
            boolean same =
                    Math.abs((double) levelWidth * height - (double) levelHeight * width) <= (double) width + height;
            if (same
                    && Math.max(levelWidth, levelHeight) >= Math.min(maxPx, Math.max(width, height))
                    && levelWidth < reader.getWidth(best)) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public synchronized void close() {
        Slides.close(reader, stream);
    }
}
