package org.heclip.tile;

import org.heclip.section.Mpp;

/**
 * The scale that a model's tiles were cut at, for cutting those of another image alike.
 *
 * @param tilePx edge of a tile in pixels
 * @param mpp um per pixel of a tile
 * @param copied whether training tiles were the images' own pixels, not resampled
 */
public record TrainedScale(int tilePx, Mpp mpp, boolean copied) {
    /** Pixel sizes of one scanner, estimated from spots, differ by a few per cent; copied tiles then stay copies. */
    private static final double SAME = 0.05;

    /** Edge of the square of the image that becomes a tile, in image pixels, possibly with a fraction. */
    public double sourcePx(Mpp image) {
        double ratio = mpp.value() / image.value();
        return copied && Math.abs(ratio - 1) <= SAME ? tilePx : tilePx * ratio;
    }

    /** Width of a tile. */
    public double um() {
        return tilePx * mpp.value();
    }
}
