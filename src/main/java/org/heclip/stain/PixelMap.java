package org.heclip.stain;

import org.heclip.slide.RgbImage;

/** A change of colour that looks at each pixel alone; safe to use from several threads. */
public interface PixelMap {
    /** @param rgb red, green, blue, 0 to 255, in whole numbers; replaced by the new ones, which may lie beyond */
    void apply(double[] rgb);

    /** The image in its new colours, rounded and kept within 0 to 255. */
    default RgbImage of(RgbImage image) {
        byte[] from = image.pixels();
        byte[] to = new byte[from.length];
        double[] rgb = new double[RgbImage.CHANNELS];
        for (int at = 0; at < from.length; at += RgbImage.CHANNELS) {
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                rgb[c] = from[at + c] & 0xff;
            }
            apply(rgb);
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                to[at + c] = (byte) Math.round(Math.max(0, Math.min(255, rgb[c])));
            }
        }
        return new RgbImage(image.width(), image.height(), to);
    }
}
