package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the samples of a TIFF image are stored, and how they become 8 bits: the highest 8 of those that carry the value; of
 * fewer, n, the part of 2^n - 1, so that the most is 255.
 *
 * @param bits of a stored sample: 8, 16, or 1 to 15 that follow each other without a gap, each row beginning with a byte
 * @param significant bits that carry the value, at most {@code bits}: 12 where the file says that 4095 is the most of 16
 * @param bigEndian order of the bytes of 16 bits
 * @param index whether samples are places in a palette, which stay as they are
 */
record SampleBits(int bits, int significant, boolean bigEndian, boolean index) {
    private static final int MAX_SAMPLE_VALUE = 281;
    private static final int SMAX_SAMPLE_VALUE = 341;
    private static final int WIDE = Short.SIZE;
    private static final int MOST = 255;
    private static final int PALETTE = 3;

    /**
     * Empty for other numbers of bits, numbers that differ, and samples that are no unsigned integers.
     *
     * @param stated bits that carry the value, as OME-XML has it; 0 where that says nothing
     */
    static Optional<SampleBits> of(TiffDirectory image, int stated) {
        long[] bits = bits(image);
        boolean known = bits.length > 0
                && Arrays.stream(bits).allMatch(b -> b == bits[0])
                && bits[0] >= 1
                && bits[0] <= WIDE
                && image.integer(TIFF.TAG_SAMPLE_FORMAT, 1) == 1
                && image.integer(TIFF.TAG_FILL_ORDER, 1) == 1;
        if (!known) {
            return Optional.empty();
        }
        int own = (int) bits[0];
        boolean index = image.integer(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, -1) == PALETTE;
        return Optional.of(new SampleBits(
                own, index ? own : significant(image, own, stated), image.order() == ByteOrder.BIG_ENDIAN, index));
    }

    /** Of each channel; of black and white the tag may be left out (TIFF 6.0, section 8). */
    private static long[] bits(TiffDirectory image) {
        long[] bits = image.integers(TIFF.TAG_BITS_PER_SAMPLE);
        return bits.length == 0 && image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1) == 1 ? new long[] {1} : bits;
    }

    /** Whether fewer bits carry the value than a sample of more than 8 has. */
    static boolean saysFewer(TiffDirectory image, int stated) {
        int own = image.integer(TIFF.TAG_BITS_PER_SAMPLE, 1);
        return own > Byte.SIZE && significant(image, own, stated) < own;
    }

    /**
     * What OME-XML says, where that is fewer than are stored: some writers repeat the number of stored bits. Else those that
     * the most that a sample may be needs, where that is 2^n - 1: any other number is a statistic of this image, which must
     * not change how it looks (TIFF 6.0, section 8, MaxSampleValue). Samples of 8 bits or fewer have their range.
     */
    private static int significant(TiffDirectory image, int bits, int stated) {
        if (bits <= Byte.SIZE) {
            return bits;
        } else if (stated > 0 && stated < bits) {
            return stated;
        }
        long most = Math.max(greatest(image, SMAX_SAMPLE_VALUE), greatest(image, MAX_SAMPLE_VALUE));
        int needed = Long.bitCount(most);
        boolean isAllOnes = most == (1L << needed) - 1;
        return isAllOnes && needed >= Byte.SIZE ? Math.min(bits, needed) : bits;
    }

    private static long greatest(TiffDirectory image, int tag) {
        return Arrays.stream(image.integers(tag)).max().orElse(0);
    }

    /** Whether each sample is whole bytes. */
    boolean isWholeBytes() {
        return bits % Byte.SIZE == 0;
    }

    /** Whether a file that fills 12 bits of 16 and does not say so would be black. */
    boolean isFullRange() {
        return significant == WIDE;
    }

    long rowBytes(long samples) {
        return (samples * bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /**
     * Makes 8 bits of {@code count} samples.
     *
     * @param firstBit where they begin in {@code stored}
     * @param step between their places in {@code out}, from {@code at} on
     * @throws IOException when a sample is more than the file says
     */
    void toBytes(byte[] stored, long firstBit, int count, byte[] out, int at, int step) throws IOException {
        int from = (int) (firstBit / Byte.SIZE);
        if (bits == Byte.SIZE) {
            for (int i = 0; i < count; i++) {
                out[at + i * step] = stored[from + i];
            }
        } else if (isFullRange()) {
            int high = bigEndian ? from : from + 1;
            for (int i = 0; i < count; i++) {
                out[at + i * step] = stored[high + 2 * i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                int value = bits == WIDE ? get16(stored, from + 2 * i) : packed(stored, firstBit + (long) i * bits);
                if (value >> significant != 0) {
                    throw new IOException(
                            "a sample of " + value + " where the file says that they have " + significant + " bits");
                }
                out[at + i * step] = (byte) eight(value);
            }
        }
    }

    private int eight(int value) {
        if (index || significant == Byte.SIZE) {
            return value;
        } else if (significant > Byte.SIZE) {
            return value >> significant - Byte.SIZE;
        }
        int most = (1 << significant) - 1;
        return (value * MOST + most / 2) / most;
    }

    /** The highest bit first, whatever the order of bytes (TIFF 6.0, section 2, FillOrder). */
    private int packed(byte[] stored, long bit) {
        int first = (int) (bit / Byte.SIZE);
        int end = (int) ((bit + bits - 1) / Byte.SIZE);
        int held = 0;
        for (int i = first; i <= end; i++) {
            held = held << Byte.SIZE | stored[i] & 0xff;
        }
        int below = (int) ((end + 1L) * Byte.SIZE - bit - bits);
        return held >> below & (1 << bits) - 1;
    }

    /** Undoes horizontal differencing (TIFF 6.0, section 14) of 8 or 16 bits, in place. */
    void undoDifferences(byte[] stored, int rowBytes, int channels) {
        for (int row = 0; row + rowBytes <= stored.length; row += rowBytes) {
            if (bits == WIDE) {
                undoWide(stored, row, rowBytes, channels);
            } else if (channels == RgbImage.CHANNELS) {
                undoRgb(stored, row, rowBytes);
            } else {
                for (int i = row + channels; i < row + rowBytes; i++) {
                    stored[i] += stored[i - channels];
                }
            }
        }
    }

    /** Sums kept apart from the array, which the processor would have to wait for. */
    private static void undoRgb(byte[] stored, int row, int rowBytes) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = row; i < row + rowBytes; i += RgbImage.CHANNELS) {
            red += stored[i];
            green += stored[i + 1];
            blue += stored[i + 2];
            stored[i] = (byte) red;
            stored[i + 1] = (byte) green;
            stored[i + 2] = (byte) blue;
        }
    }

    private void undoWide(byte[] stored, int row, int rowBytes, int channels) {
        int pixel = 2 * channels;
        for (int i = row + pixel; i < row + rowBytes; i += 2) {
            put16(stored, i, get16(stored, i) + get16(stored, i - pixel));
        }
    }

    private int get16(byte[] stored, int at) {
        int high = stored[bigEndian ? at : at + 1] & 0xff;
        return high << 8 | stored[bigEndian ? at + 1 : at] & 0xff;
    }

    private void put16(byte[] stored, int at, int value) {
        stored[bigEndian ? at : at + 1] = (byte) (value >> 8);
        stored[bigEndian ? at + 1 : at] = (byte) value;
    }
}
