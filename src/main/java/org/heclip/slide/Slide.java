package org.heclip.slide;

import java.util.Optional;
import org.heclip.section.Mpp;

/**
 * An H&amp;E image that regions are read from. Coordinates are pixels of this image (level 0), x from its left and y from its
 * top edge. Reads are safe from several threads.
 */
public interface Slide extends AutoCloseable {
    /** In pixels. */
    int width();

    /** In pixels. */
    int height();

    /** Pixel size that the file states itself; empty where it states none or an implausible one. */
    Optional<Mpp> mpp();

    /**
     * The pixels of a rectangle; what lies outside the image is white.
     *
     * @param x left edge in pixels, may be negative
     * @param y top edge in pixels, may be negative
     * @throws org.heclip.error.InputException when the file turns out to be damaged there
     */
    RgbImage readRegion(int x, int y, int width, int height);

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
