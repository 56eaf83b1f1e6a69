package org.heclip.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How pages are compressed. */
enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP;

    private static final List<String> NAMES =
            List.of("UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW");

    /** @throws IllegalArgumentException for one that is not known here */
    static Codec of(long number) {
        if (number >= 0 && number < values().length) {
            return values()[(int) number];
        }
        String name = number > 0 && number < NAMES.size() ? NAMES.get((int) number) : Long.toString(number);
        throw new IllegalArgumentException("the compression " + name + ", expected Snappy, gzip or none");
    }

    /** @return exactly {@code size} bytes. @throws IllegalArgumentException for damaged bytes */
    byte[] decompress(byte[] bytes, int size) {
        byte[] plain =
                switch (this) {
                    case UNCOMPRESSED -> bytes;
                    case SNAPPY -> snappy(ByteBuffer.wrap(bytes), size);
                    case GZIP -> gunzip(bytes, size);
                };
        if (plain.length != size) {
            throw new IllegalArgumentException("a page of " + plain.length + " bytes, expected " + size);
        }
        return plain;
    }

    private static byte[] gunzip(byte[] bytes, int size) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(size);
        } catch (IOException e) {
            throw new IllegalArgumentException("a page that is no gzip", e);
        }
    }

    /** Snappy's raw format (google/snappy, format_description.txt). */
    private static byte[] snappy(ByteBuffer in, int size) {
        // expands at most 32-fold: a copy of 64 bytes takes two
        if (ThriftStruct.varint(in) != size || size > 32L * in.limit()) {
            throw new IllegalArgumentException("a page that is no Snappy");
        }
        byte[] out = new byte[size];
        int at = 0;
        while (in.hasRemaining()) {
            int tag = Byte.toUnsignedInt(in.get());
            if ((tag & 3) == 0) {
                int length = literalLength(tag >> 2, in);
                in.get(out, at, length);
                at += length;
            } else {
                at = copy(tag, in, out, at);
            }
        }
        if (at != size) {
            throw new IllegalArgumentException("a page that is no Snappy");
        }
        return out;
    }

    private static int literalLength(int code, ByteBuffer in) {
        return code < 60 ? code + 1 : Math.toIntExact(littleEndian(in, code - 59) + 1);
    }

    private static int copy(int tag, ByteBuffer in, byte[] out, int at) {
        int length = (tag & 3) == 1 ? (tag >> 2 & 7) + 4 : (tag >> 2) + 1;
        long offset =
                switch (tag & 3) {
                    case 1 -> (tag >> 5) << 8 | Byte.toUnsignedInt(in.get());
                    case 2 -> littleEndian(in, 2);
                    default -> littleEndian(in, 4);
                };
        if (offset == 0 || offset > at || length > out.length - at) {
            throw new IllegalArgumentException("a page that is no Snappy");
        }
        for (int i = 0; i < length; i++) { // may overlap itself: byte by byte
            out[at + i] = out[(int) (at + i - offset)];
        }
        return at + length;
    }

    private static long littleEndian(ByteBuffer in, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= Byte.toUnsignedLong(in.get()) << 8 * i;
        }
        return value;
    }
}
