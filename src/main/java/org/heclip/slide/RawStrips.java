package org.heclip.slide;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Strips without compression, of which any part of a row can be read where it lies. */
record RawStrips(FileBytes file, TiffLayout layout, Samples samples) {
    private static final byte WHITE = (byte) 255;

    /** RGB of a rectangle, its rows {@code stride} bytes apart in {@code rgb} from byte {@code at} on. */
    void read(int x, int y, int pixels, int rows, byte[] rgb, int at, int stride) throws IOException {
        try (FileBytes.Pieces pieces = file.pieces()) {
            Row row = samples.isStoredRgb() ? null : new Row(pieces, pixels);
            for (int i = 0; i < rows; i++) {
                int to = at + i * stride;
                if (layout.lengths()[(y + i) / layout.blockHeight()] == 0) {
                    Arrays.fill(rgb, to, to + pixels * RgbImage.CHANNELS, WHITE);
                } else if (row == null) {
                    pieces.read(start(y + i, 0) + (long) x * RgbImage.CHANNELS, rgb, to, pixels * RgbImage.CHANNELS);
                } else {
                    row.read(x, y + i);
                    samples.convert(row.eight, pixels, rgb, to);
                }
            }
        }
    }

    /** Part of a row, as it is stored and with 8 bits a sample. */
    private final class Row {
        private final FileBytes.Pieces pieces;
        private final int pixels;
        private final byte[] stored;
        private final byte[] eight;

        Row(FileBytes.Pieces pieces, int pixels) {
            this.pieces = pieces;
            this.pixels = pixels;
            // it may begin and end within a byte
            this.stored = new byte[(int) samples.bits().rowBytes((long) pixels * samples.together()) + 1];
            this.eight = new byte[pixels * samples.channels()];
        }

        void read(int x, int y) throws IOException {
            long firstBit = (long) x * samples.together() * samples.bits().bits();
            int within = (int) (firstBit % Byte.SIZE);
            int count = pixels * samples.together();
            int length = (int) ((within + (long) count * samples.bits().bits() + Byte.SIZE - 1) / Byte.SIZE);
            for (int plane = 0; plane < samples.planes(); plane++) {
                pieces.read(start(y, plane) + firstBit / Byte.SIZE, stored, 0, length);
                samples.bits().toBytes(stored, within, count, eight, plane, samples.planes());
            }
        }
    }

    /** Where a row begins in the file. */
    private long start(int y, int plane) throws EOFException {
        int strip = y / layout.blockHeight();
        int block = plane * layout.blocks() + strip;
        long rowBytes = samples.bits().rowBytes((long) layout.width() * samples.together());
        long inStrip = (y - (long) strip * layout.blockHeight()) * rowBytes;
        if (inStrip + rowBytes > layout.lengths()[block]) {
            throw new EOFException("strip " + block + " ends before row " + y);
        }
        return layout.offsets()[block] + inStrip;
    }
}
