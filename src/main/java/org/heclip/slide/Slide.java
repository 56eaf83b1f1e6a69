package org.heclip.slide;

import java.util.List;
import java.util.Optional;
import org.heclip.section.Mpp;

/**
 * An H&amp;E image that regions are read from. Coordinates are pixels of this image (level 0), x from its left and y from its
 * top edge. Reads are safe from several threads.
 */
public interface Slide extends AutoCloseable {
    /**
     * The image at one of the resolutions that its file holds.
     *
     * @param width in pixels of this level
     * @param height in pixels of this level
     * @param downsample pixels of level 0 along an edge of a pixel of this level; 1 for level 0
     */
    record Level(int width, int height, double downsample) {
        /** Rounding in a file's own figures. */
        private static final double TOLERANCE = 1e-9;

        boolean servesShrinking(double times) {
            return downsample <= times * (1 + TOLERANCE);
        }
    }

    /** In pixels. */
    int width();

    /** In pixels. */
    int height();

    /** Pixel size that the file states itself; empty where it states none or an implausible one. */
    Optional<Mpp> mpp();

    /** Level 0, and smaller ones where the file has them, ever smaller. */
    default List<Level> levels() {
        return List.of(new Level(width(), height(), 1));
    }

    /** What a user should know about how the file was read, each a line. */
    default List<String> notes() {
        return List.of();
    }

    /** What reads and decodes it, for the record. */
    default String reader() {
        return "heclip";
    }

    /** Height of the bands that the file is stored in, in pixels of level 0: reading band by band decodes least. */
    default int bandPx() {
        return 1;
    }

    /**
     * The pixels of a rectangle; what lies outside the image is white.
     *
     * @param x left edge in pixels, may be negative
     * @param y top edge in pixels, may be negative
     * @throws org.heclip.error.InputException when the file turns out to be damaged there
     */
    RgbImage readRegion(int x, int y, int width, int height);

    /**
     * As {@link #readRegion(int, int, int, int)}, all in pixels of that level.
     *
     * @throws IndexOutOfBoundsException when there is no such level
     */
    default RgbImage readRegion(int level, int x, int y, int width, int height) {
        java.util.Objects.checkIndex(level, 1);
        return readRegion(x, y, width, height);
    }

    /** The smallest level that still has all the detail of an image that is {@code times} smaller than level 0. */
    default int levelFor(double times) {
        int best = 0;
        List<Level> levels = levels();
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).servesShrinking(times)) {
                best = i;
            }
        }
        return best;
    }

    /**
     * The whole image, area-averaged to at most {@code maxPx} on its longer side; never enlarged. Its scale (thumbnail pixels
     * per pixel of this image) is {@link #thumbnailScale}.
     */
    default RgbImage thumbnail(int maxPx) {
        double scale = thumbnailScale(maxPx);
        int w = (int) Math.max(1, Math.round(width() * scale));
        int h = (int) Math.max(1, Math.round(height() * scale));
        return Resampler.resample(this, new Resampler.Window(0, 0, width(), height()), w, h);
    }

    /** Thumbnail pixels per pixel of this image. */
    default double thumbnailScale(int maxPx) {
        return Math.min(1, (double) maxPx / Math.max(width(), height()));
    }

    @Override
    void close();
}
