package org.heclip.map;

import java.awt.image.BufferedImage;

/**
 * A small picture of a slide, to draw on.
 *
 * @param rgb {@code [y][x][3]}
 * @param scale its pixels per pixel of the slide
 */
public record TissuePicture(int width, int height, byte[] rgb, double scale) {
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int colour = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
            image.setRGB(i % width, i / width, colour);
        }
        return image;
    }

    /** Brightness, 0 to 255. */
    int grey(int x, int y) {
        int at = (y * width + x) * 3;
        return ((rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff)) / 3;
    }
}
