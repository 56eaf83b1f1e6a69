package org.heclip.slide;

/** Paeth's filter of a row of RGB (W3C PNG, section 9.4). */
final class PngPaeth {
    private PngPaeth() {}

    /** The three channels side by side, so that the processor need not wait for one of them. */
    static void undo(byte[] filtered, int source, byte[] pixels, int at, int rowBytes) {
        int above = at - rowBytes;
        int red = 0;
        int green = 0;
        int blue = 0;
        int redCorner = 0;
        int greenCorner = 0;
        int blueCorner = 0;
        for (int i = 0; i < rowBytes; i += RgbImage.CHANNELS) {
            int redUp = above < 0 ? 0 : pixels[above + i] & 0xff;
            int greenUp = above < 0 ? 0 : pixels[above + i + 1] & 0xff;
            int blueUp = above < 0 ? 0 : pixels[above + i + 2] & 0xff;
            red = filtered[source + i] + nearest(red, redUp, redCorner) & 0xff;
            green = filtered[source + i + 1] + nearest(green, greenUp, greenCorner) & 0xff;
            blue = filtered[source + i + 2] + nearest(blue, blueUp, blueCorner) & 0xff;
            pixels[at + i] = (byte) red;
            pixels[at + i + 1] = (byte) green;
            pixels[at + i + 2] = (byte) blue;
            redCorner = redUp;
            greenCorner = greenUp;
            blueCorner = blueUp;
        }
    }

    private static int nearest(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
