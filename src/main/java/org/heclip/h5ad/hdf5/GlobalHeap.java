package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Variable-length strings in global heap collections (section III.E), and the references to them (section IV.A.2.d). */
final class GlobalHeap {
    private static final int COLLECTION_HEADER = 16;
    private static final int OBJECT_HEADER = 16;
    /** libhdf5 refuses smaller collections. */
    private static final int MIN_COLLECTION = 4096;
    /** A new collection is begun beyond this, so that readers of a few strings read little. */
    private static final int FULL_COLLECTION = 1 << 16;

    private static final int REFERENCE = 16;

    private GlobalHeap() {}

    /** Appends the strings' bytes to the file; returns one reference of 16 bytes a string. */
    static byte[] store(String[] strings, FileEnd file) throws IOException {
        BufferBuilder references = new BufferBuilder();
        int next = 0;
        while (next < strings.length) {
            next = storeCollection(strings, next, file, references);
        }
        byte[] bytes = references.build().array();
        if (bytes.length != Math.multiplyExact(REFERENCE, strings.length)) {
            throw new IllegalStateException(strings.length + " strings, " + bytes.length + " bytes of references");
        }
        return bytes;
    }

    private static int storeCollection(String[] strings, int from, FileEnd file, BufferBuilder references)
            throws IOException {
        BufferBuilder objects = new BufferBuilder();
        int size = COLLECTION_HEADER;
        int index = 0;
        int next = from;
        while (next < strings.length && size < FULL_COLLECTION) {
            byte[] text = bytes(strings[next++]);
            if (text.length == 0) {
                references.writeInt(0).writeLong(0).writeInt(0); // the null reference reads as ""
                continue;
            }
            references.writeInt(text.length).writeLong(file.address()).writeInt(++index);
            int padding = -text.length & 7;
            objects.writeShort(index)
                    .writeShort(1) // reference count
                    .writeInt(0)
                    .writeLong(text.length)
                    .writeBytes(text)
                    .writeBytes(new byte[padding]);
            size += OBJECT_HEADER + text.length + padding;
        }
        if (index > 0) {
            file.append(collection(objects.build().array(), size));
        }
        return next;
    }

    private static byte[] collection(byte[] objects, int size) {
        BufferBuilder block = new BufferBuilder()
                .writeBytes("GCOL".getBytes(StandardCharsets.US_ASCII))
                .writeUnsignedNumber(1, 4); // version and three reserved bytes
        int free = Math.max(0, MIN_COLLECTION - size);
        if (free == 8) {
            free = OBJECT_HEADER; // room for the header of the free space
        }
        block.writeLong(size + free).writeBytes(objects);
        if (free > 0) {
            block.writeLong(0).writeLong(free).writeBytes(new byte[free - OBJECT_HEADER]); // object 0: free space
        }
        return block.build().array();
    }

    private static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text with a NUL character cannot be stored: '" + text + "'");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
