package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Variable-length strings in global heap collections (section III.E), and the references to them (section IV.A.2.d). Short
 * texts, such as attributes, share a collection; an array of many gets collections of its own.
 */
final class GlobalHeap {
    /** libhdf5 refuses smaller collections. */
    private static final int MIN_COLLECTION = 4096;
    /** A further collection is begun beyond this, so that readers of a few strings read little. */
    private static final int FULL_COLLECTION = 1 << 16;

    private static final int OBJECT_HEADER = 16;

    private final FileEnd file;
    private Collection shared;

    GlobalHeap(FileEnd file) {
        this.file = file;
    }

    /** A collection whose place and size in the file are fixed while it is being filled. */
    private static final class Collection {
        private static final int HEADER = 16;

        private final long address;
        private final int size;
        private final BufferBuilder objects = new BufferBuilder();
        private int used = HEADER;
        private int count;

        private Collection(long address, int size) {
            this.address = address;
            this.size = size;
        }

        private static int objectBytes(byte[] text) {
            return OBJECT_HEADER + text.length + padding(text);
        }

        private static int padding(byte[] text) {
            return -text.length & 7;
        }

        private boolean fits(int bytes) {
            return used + bytes <= size;
        }

        private void add(byte[] text, BufferBuilder references) {
            if (text.length == 0) {
                references.writeInt(0).writeLong(0).writeInt(0); // the null reference reads as ""
                return;
            }
            references.writeInt(text.length).writeLong(address).writeInt(++count);
            objects.writeShort(count)
                    .writeShort(1) // reference count
                    .writeInt(0)
                    .writeLong(text.length)
                    .writeBytes(text)
                    .writeBytes(new byte[padding(text)]);
            used += objectBytes(text);
        }

        private byte[] toBytes() {
            BufferBuilder block = new BufferBuilder()
                    .writeBytes("GCOL".getBytes(StandardCharsets.US_ASCII))
                    .writeUnsignedNumber(1, 4) // version and three reserved bytes
                    .writeLong(size)
                    .writeBuffer(objects.build());
            int free = size - used;
            if (free >= OBJECT_HEADER) {
                block.writeLong(0).writeLong(free); // object 0 is the free space
            }
            return Arrays.copyOf(block.build().array(), size);
        }
    }

    /** Puts the strings into the file; returns one reference of 16 bytes a string. */
    byte[] store(String[] strings) throws IOException {
        byte[][] texts = new byte[strings.length][];
        long bytes = 0;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = bytes(strings[i]);
            bytes += Collection.objectBytes(texts[i]);
        }
        BufferBuilder references = new BufferBuilder();
        if (bytes > MIN_COLLECTION / 2) {
            int next = 0;
            while (next < texts.length) {
                next = storeApart(texts, next, references);
            }
        } else {
            Collection collection = shared((int) bytes);
            for (byte[] text : texts) {
                collection.add(text, references);
            }
        }
        return references.build().array();
    }

    /** Fills one collection of exactly the size needed; returns the index of the first text left. */
    private int storeApart(byte[][] texts, int from, BufferBuilder references) throws IOException {
        int size = Collection.HEADER;
        int to = from;
        while (to < texts.length && (to == from || size < FULL_COLLECTION)) {
            size = Math.addExact(size, Collection.objectBytes(texts[to++]));
        }
        Collection collection = reserve(Math.max(MIN_COLLECTION, size));
        for (int i = from; i < to; i++) {
            collection.add(texts[i], references);
        }
        write(collection);
        return to;
    }

    private Collection shared(int bytes) throws IOException {
        if (shared == null || !shared.fits(bytes)) {
            flush();
            shared = reserve(MIN_COLLECTION);
        }
        return shared;
    }

    private Collection reserve(int size) {
        return new Collection(file.reserve(size), size);
    }

    private void write(Collection collection) throws IOException {
        file.write(collection.toBytes(), collection.address);
    }

    /** Writes what is still held; must be called before the file is complete. */
    void flush() throws IOException {
        if (shared != null) {
            write(shared);
            shared = null;
        }
    }

    private static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text with a NUL character cannot be stored: '" + text + "'");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
