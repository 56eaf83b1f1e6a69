package org.heclip.slide;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The chunks of a PNG that has plain RGB of 8 bits (W3C PNG, section 5), their checksums compared. Others are not for this reader. */
final class PngFile implements AutoCloseable {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 0x49484452;
    private static final int PIXELS = 0x49444154;
    private static final int TRANSPARENCY = 0x74524e53;
    private static final int EXIF = 0x65584966;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final CRC32 sum = new CRC32();
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[BUFFER];
    private final boolean isPlain;
    private final int width;
    private final int height;
    private final int bitsPerPixel;
    private byte[] exif = new byte[0];
    private int left;

    /**
     * Reads up to the first pixels.
     *
     * @throws IOException when the chunks before them are damaged
     */
    PngFile(InputStream file) throws IOException {
        in = new DataInputStream(new CheckedInputStream(file, sum));
        in.skipNBytes(SIGNATURE);
        int type = next();
        byte[] header = take();
        if (type != HEADER || header.length != 13) {
            throw new IOException("a PNG without header");
        }
        width = number(header, 0);
        height = number(header, 4);
        bitsPerPixel = header[8] * channels(header[9]);
        boolean plain = header[8] == 8 && header[9] == 2 && header[12] == 0;
        for (type = next(); type != PIXELS; type = next()) {
            plain &= type != TRANSPARENCY;
            byte[] chunk = take();
            exif = type == EXIF ? chunk : exif;
        }
        isPlain = plain;
    }

    /** By colour type (W3C PNG, 11.2.1). */
    private static int channels(int colourType) {
        return switch (colourType) {
            case 2 -> RgbImage.CHANNELS;
            case 4 -> 2;
            case 6 -> RgbImage.CHANNELS + 1;
            default -> 1;
        };
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    /** Type of the next chunk. */
    private int next() throws IOException {
        left = in.readInt();
        if (left < 0) {
            throw new IOException("a PNG chunk of negative length");
        }
        sum.reset();
        return in.readInt();
    }

    /** The whole of a small chunk, and its checksum. */
    private byte[] take() throws IOException {
        byte[] bytes = in.readNBytes(left);
        if (bytes.length < left) {
            throw new EOFException("the file ends within a PNG chunk");
        }
        left = 0;
        compare();
        return bytes;
    }

    private void compare() throws IOException {
        int expected = (int) sum.getValue();
        if (in.readInt() != expected) {
            throw new IOException("a PNG chunk has another checksum than it says");
        }
    }

    boolean isPlain() {
        return isPlain;
    }

    /** What the pixels come to when they are inflated, each row with the byte of its filter. */
    long inflatedBytes() {
        return height * (1 + ((long) width * bitsPerPixel + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** The EXIF block; empty where there is none before the pixels. */
    byte[] exif() {
        return exif;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * The next filtered bytes of the image.
     *
     * @throws IOException when the file is damaged, or ends before
     */
    void inflate(byte[] into, int length) throws IOException {
        int at = 0;
        try {
            while (at < length) {
                int count = inflater.inflate(into, at, length - at);
                if (count == 0 && (inflater.finished() || inflater.needsDictionary())) {
                    throw new EOFException("the pixels of a PNG end too early");
                } else if (count == 0) {
                    feed();
                }
                at += count;
            }
        } catch (DataFormatException e) {
            throw new IOException("damaged PNG pixels: " + e.getMessage(), e);
        }
    }

    /** What follows the last pixel: the checksums of the pixels and of their chunk. */
    void finish() throws IOException {
        byte[] more = new byte[BUFFER];
        try {
            while (!inflater.finished()) {
                if (inflater.inflate(more) == 0 && !inflater.finished()) {
                    feed();
                }
            }
        } catch (DataFormatException e) {
            throw new IOException("damaged PNG pixels: " + e.getMessage(), e);
        }
        in.skipNBytes(left);
        compare();
    }

    private void feed() throws IOException {
        while (left == 0) {
            compare();
            if (next() != PIXELS) {
                throw new EOFException("the pixels of a PNG end too early");
            }
        }
        int count = in.read(packed, 0, Math.min(left, packed.length));
        if (count < 0) {
            throw new EOFException("the file ends within a PNG chunk");
        }
        left -= count;
        inflater.setInput(packed, 0, count);
    }

    /** Undoes the filter of a row of RGB (section 9), from its filter's number on; above the first row is black. */
    static void unfilter(byte[] filtered, int from, byte[] pixels, int at, int rowBytes) throws IOException {
        int source = from + 1;
        switch (filtered[from]) {
            case 0 -> System.arraycopy(filtered, source, pixels, at, rowBytes);
            case 1 -> undoLeft(filtered, source, pixels, at, rowBytes);
            case 2 -> undoAbove(filtered, source, pixels, at, rowBytes);
            case 3 -> undoMean(filtered, source, pixels, at, rowBytes);
            case 4 -> PngPaeth.undo(filtered, source, pixels, at, rowBytes);
            default -> throw new IOException("PNG filter " + filtered[from]);
        }
    }

    private static void undoLeft(byte[] filtered, int source, byte[] pixels, int at, int rowBytes) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < rowBytes; i += RgbImage.CHANNELS) {
            red += filtered[source + i];
            green += filtered[source + i + 1];
            blue += filtered[source + i + 2];
            pixels[at + i] = (byte) red;
            pixels[at + i + 1] = (byte) green;
            pixels[at + i + 2] = (byte) blue;
        }
    }

    private static void undoAbove(byte[] filtered, int source, byte[] pixels, int at, int rowBytes) {
        int above = at - rowBytes;
        if (above < 0) {
            System.arraycopy(filtered, source, pixels, at, rowBytes);
            return;
        }
        for (int i = 0; i < rowBytes; i++) {
            pixels[at + i] = (byte) (filtered[source + i] + pixels[above + i]);
        }
    }

    private static void undoMean(byte[] filtered, int source, byte[] pixels, int at, int rowBytes) {
        int above = at - rowBytes;
        for (int i = 0; i < rowBytes; i++) {
            int before = i < RgbImage.CHANNELS ? 0 : pixels[at + i - RgbImage.CHANNELS] & 0xff;
            int up = above < 0 ? 0 : pixels[above + i] & 0xff;
            pixels[at + i] = (byte) (filtered[source + i] + (before + up >> 1));
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
