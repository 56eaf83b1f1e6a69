package org.heclip.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Parquet's hybrid of run lengths and bit packing: definition levels and indices into a dictionary. */
final class RunLengths {
    private RunLengths() {}

    /** Reads {@code count} values of {@code width} bits, 0 to 32. */
    static int[] read(ByteBuffer bytes, int width, int count) {
        if (width < 0 || width > 32) {
            throw new IllegalArgumentException("values of " + width + " bits");
        }
        int[] values = new int[count];
        int at = 0;
        while (at < count) {
            long header = ThriftStruct.varint(bytes);
            long length = header >>> 1;
            if (length == 0) {
                throw new IllegalArgumentException("an empty run");
            }
            at = (header & 1) == 0
                    ? repeated(bytes, width, values, at, length)
                    : packed(bytes, width, values, at, length);
        }
        return values;
    }

    private static int repeated(ByteBuffer bytes, int width, int[] values, int at, long length) {
        int value = 0;
        for (int b = 0; b < (width + 7) / 8; b++) {
            value |= Byte.toUnsignedInt(bytes.get()) << 8 * b;
        }
        int end = (int) Math.min(values.length, at + length);
        Arrays.fill(values, at, end, value);
        return end;
    }

    /** Groups of eight values, lowest bits first; the last group may be more than is asked for. */
    private static int packed(ByteBuffer bytes, int width, int[] values, int at, long groups) {
        int next = at;
        for (long g = 0; g < groups; g++) {
            long bits = 0;
            int held = 0;
            int consumed = 0;
            for (int i = 0; i < 8; i++) {
                while (held < width) {
                    boolean there = consumed < width && bytes.hasRemaining();
                    bits |= (there ? Byte.toUnsignedLong(bytes.get()) : missing(next, values)) << held;
                    consumed++;
                    held += 8;
                }
                if (next < values.length) {
                    values[next++] = (int) (bits & (1L << width) - 1);
                }
                bits >>>= width;
                held -= width;
            }
            if (next == values.length && width > 0) {
                return next;
            }
        }
        return next;
    }

    /** Writers may cut off the bytes of values nobody asks for. */
    private static long missing(int next, int[] values) {
        if (next < values.length) {
            throw new IllegalArgumentException("a page cut off");
        }
        return 0;
    }
}
