package org.heclip.slide;

/** An image that is held in memory. */
interface Pixels {
    int width();

    int height();

    /** Fills the part of {@code target} that lies within this image when its top left corner is at (x, y). */
    void copy(int x, int y, RgbImage target);
}
