package org.heclip.slide;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A window that begins half-way between pixels and keeps their size: each sample is the mean of the two or four that it
 * covers. It gives what the weights of {@link ResampleAxis} give, eight samples at a time.
 */
final class HalfPixel {
    /** Every other byte of eight. */
    private static final long ALTERNATE = 0x00ff00ff00ff00ffL;

    /** 2 in every other pair of bytes: half values round up. */
    private static final long ROUNDING = 0x0002000200020002L;

    private HalfPixel() {}

    static boolean isHalfOrWhole(double position) {
        return 2 * position == Math.rint(2 * position);
    }

    /**
     * @param source a column wider than the target where {@code across}, a row higher where {@code down}
     * @param across whether the window begins half-way between columns
     * @param down whether it begins half-way between rows
     */
    static RgbImage shift(RgbImage source, boolean across, boolean down, int width, int height) {
        RgbImage target = RgbImage.empty(width, height);
        int stride = source.width() * RgbImage.CHANNELS;
        int length = width * RgbImage.CHANNELS;
        int right = across ? RgbImage.CHANNELS : 0;
        int below = down ? stride : 0;
        ByteBuffer from = ByteBuffer.wrap(source.pixels()).order(ByteOrder.nativeOrder());
        ByteBuffer to = ByteBuffer.wrap(target.pixels()).order(ByteOrder.nativeOrder());
        for (int y = 0; y < height; y++) {
            row(from, y * stride, right, below, to, y * length, length);
        }
        return target;
    }

    private static void row(ByteBuffer from, int start, int right, int below, ByteBuffer to, int at, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            long one = from.getLong(start + i);
            long two = from.getLong(start + i + right);
            long three = from.getLong(start + i + below);
            long four = from.getLong(start + i + right + below);
            long even = (one & ALTERNATE) + (two & ALTERNATE) + (three & ALTERNATE) + (four & ALTERNATE);
            long odd = (one >>> 8 & ALTERNATE)
                    + (two >>> 8 & ALTERNATE)
                    + (three >>> 8 & ALTERNATE)
                    + (four >>> 8 & ALTERNATE);
            to.putLong(at + i, even + ROUNDING >>> 2 & ALTERNATE | (odd + ROUNDING >>> 2 & ALTERNATE) << 8);
        }
        for (; i < length; i++) {
            int sum = (from.get(start + i) & 0xff)
                    + (from.get(start + i + right) & 0xff)
                    + (from.get(start + i + below) & 0xff)
                    + (from.get(start + i + right + below) & 0xff);
            to.put(at + i, (byte) (sum + 2 >> 2));
        }
    }
}
