package org.heclip.slide;

import java.util.Arrays;

/**
 * An 8-bit RGB image in memory. The array is not copied: its owner must not change it after handing it over.
 *
 * @param pixels {@code [y][x][3]}, row-major, unsigned, {@code width * height * 3} long
 */
public record RgbImage(int width, int height, byte[] pixels) {
    public static final int CHANNELS = 3;

    /** @throws IllegalArgumentException when the array is not width x height x 3 */
    public RgbImage {
        if (width < 1 || height < 1 || (long) width * height * CHANNELS != pixels.length) {
            throw new IllegalArgumentException(width + " x " + height + " RGB is not " + pixels.length + " bytes");
        }
    }

    /** A white image. */
    public static RgbImage white(int width, int height) {
        RgbImage image = empty(width, height);
        Arrays.fill(image.pixels, (byte) 255);
        return image;
    }

    /** To be filled with a rectangle of a larger image; white where the rectangle reaches beyond it. */
    static RgbImage region(int x, int y, int width, int height, int imageWidth, int imageHeight) {
        boolean inside = x >= 0 && y >= 0 && (long) x + width <= imageWidth && (long) y + height <= imageHeight;
        return inside ? empty(width, height) : white(width, height);
    }

    /** To be filled. */
    static RgbImage empty(int width, int height) {
        return new RgbImage(width, height, new byte[Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS)]);
    }

    /** Sample (0 to 255) of channel 0 red, 1 green, 2 blue. */
    public int sample(int x, int y, int channel) {
        return pixels[(y * width + x) * CHANNELS + channel] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + " x " + height + "]";
    }
}
