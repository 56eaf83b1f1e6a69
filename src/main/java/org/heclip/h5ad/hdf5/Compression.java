package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.util.Arrays;
import java.util.zip.Deflater;

/** How chunks are stored. */
public enum Compression {
    NONE,
    /**
     * HDF5's shuffle, then deflate: counts and indices have mostly empty upper bytes, and gathering these makes deflate both
     * faster and tighter. Read by every HDF5 library.
     */
    GZIP;

    /** On shuffled counts half the time of zlib's default at a smaller size than that has without the shuffle. */
    private static final int LEVEL = 2;

    private static final int DEFLATE_FILTER = 1;
    private static final int SHUFFLE_FILTER = 2;

    /** One deflater a thread: making one takes longer than a small chunk. */
    private static final ThreadLocal<Deflater> DEFLATER = ThreadLocal.withInitial(() -> new Deflater(LEVEL));

    /** The body of a Filter Pipeline message, version 2 (section IV.A.2.l); only for {@link #GZIP}. */
    static byte[] filterMessage(int elementSize) {
        boolean shuffled = elementSize > 1;
        BufferBuilder message = new BufferBuilder()
                .writeByte(2) // version
                .writeByte(shuffled ? 2 : 1); // filters, in the order of writing
        if (shuffled) {
            message.writeShort(SHUFFLE_FILTER)
                    .writeShort(1) // optional
                    .writeShort(1) // values
                    .writeInt(elementSize);
        }
        return message.writeShort(DEFLATE_FILTER)
                .writeShort(1) // optional: a reader may find chunks it could not shrink
                .writeShort(1) // values
                .writeInt(LEVEL)
                .build()
                .array();
    }

    /** The chunk as it is stored. */
    byte[] encode(byte[] raw, int elementSize) {
        return this == NONE ? raw : deflate(elementSize > 1 ? shuffle(raw, elementSize) : raw);
    }

    /** First bytes of all elements, then second bytes, and so on. */
    private static byte[] shuffle(byte[] raw, int elementSize) {
        int elements = raw.length / elementSize;
        byte[] shuffled = new byte[raw.length];
        for (int b = 0; b < elementSize; b++) {
            int at = b * elements;
            for (int i = b; i < raw.length; i += elementSize) {
                shuffled[at++] = raw[i];
            }
        }
        return shuffled;
    }

    private static byte[] deflate(byte[] raw) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(raw);
        deflater.finish();
        byte[] deflated = new byte[raw.length / 2 + 64];
        int length = 0;
        while (!deflater.finished()) {
            if (length == deflated.length) {
                deflated = Arrays.copyOf(deflated, 2 * length);
            }
            length += deflater.deflate(deflated, length, deflated.length - length);
        }
        return Arrays.copyOf(deflated, length);
    }
}
