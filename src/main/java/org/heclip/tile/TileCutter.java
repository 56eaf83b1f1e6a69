package org.heclip.tile;

import org.heclip.slide.Resampler;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;

/**
 * Cuts square tiles centred at spots. The square's corner lies on a whole pixel; how it is brought to the tile's resolution,
 * and with which reference, says {@link Resampler}. What lies outside the image is white, as an empty slide is.
 *
 * @param imageScale image pixels per full-resolution pixel
 * @param sourcePx edge of the square in image pixels
 * @param tilePx edge of the tile in pixels
 */
public record TileCutter(Slide slide, double imageScale, double sourcePx, int tilePx) {
    /** The tile centred at a spot, RGB {@code [tilePx][tilePx][3]}. */
    public RgbImage cut(double xFullResPx, double yFullResPx) {
        Resampler.Window square = new Resampler.Window(corner(xFullResPx), corner(yFullResPx), sourcePx, sourcePx);
        return Resampler.resample(slide, square, tilePx, tilePx);
    }

    /** Whether the square reaches over the image's edge, so that a part of the tile is padding. */
    public boolean isPadded(double xFullResPx, double yFullResPx) {
        return corner(xFullResPx) < 0
                || corner(yFullResPx) < 0
                || corner(xFullResPx) + sourcePx > slide.width()
                || corner(yFullResPx) + sourcePx > slide.height();
    }

    private int corner(double centreFullResPx) {
        return (int) Math.floor(centreFullResPx * imageScale - sourcePx / 2 + 0.5);
    }
}
