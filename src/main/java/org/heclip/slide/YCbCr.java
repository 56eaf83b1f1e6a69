package org.heclip.slide;

/** JPEG's colours (ITU-T T.871, section 7) to RGB, in the fixed-point numbers of libjpeg, so that results are the same. */
final class YCbCr {
    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;
    private static final int LEVELS = 256;
    private static final int[] RED_OF_CR = new int[LEVELS];
    private static final int[] BLUE_OF_CB = new int[LEVELS];
    private static final int[] GREEN_OF_CR = new int[LEVELS];
    private static final int[] GREEN_OF_CB = new int[LEVELS];

    static {
        for (int i = 0; i < LEVELS; i++) {
            int x = i - LEVELS / 2;
            RED_OF_CR[i] = fixed(1.40200) * x + HALF >> BITS;
            BLUE_OF_CB[i] = fixed(1.77200) * x + HALF >> BITS;
            GREEN_OF_CR[i] = -fixed(0.71414) * x;
            GREEN_OF_CB[i] = -fixed(0.34414) * x + HALF;
        }
    }

    private YCbCr() {}

    static void toRgb(byte[] stored, int from, int pixels, byte[] rgb, int at) {
        for (int i = 0; i < pixels * RgbImage.CHANNELS; i += RgbImage.CHANNELS) {
            int y = stored[from + i] & 0xff;
            int cb = stored[from + i + 1] & 0xff;
            int cr = stored[from + i + 2] & 0xff;
            rgb[at + i] = clamp(y + RED_OF_CR[cr]);
            rgb[at + i + 1] = clamp(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> BITS));
            rgb[at + i + 2] = clamp(y + BLUE_OF_CB[cb]);
        }
    }

    private static int fixed(double value) {
        return (int) (value * (1 << BITS) + 0.5);
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(LEVELS - 1, value));
    }
}
