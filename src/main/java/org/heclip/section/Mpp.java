package org.heclip.section;

/** Pixel size of an image in um per pixel. */
public record Mpp(double value) {
    /** @throws IllegalArgumentException outside 0.01 to 100 um per pixel, which no microscope makes */
    public Mpp {
        if (!(value >= 0.01 && value <= 100)) {
            throw new IllegalArgumentException("pixel size " + value + " um (expected 0.01 to 100)");
        }
    }
}
