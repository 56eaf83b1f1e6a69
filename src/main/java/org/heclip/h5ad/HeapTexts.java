package org.heclip.h5ad;

import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Variable-length strings out of global heap collections (HDF5 File Format Specification 3.0, section III.E), each collection
 * read and each text decoded once: ten times as fast as jHDF, which matters for the names of 36,000 genes.
 */
final class HeapTexts {
    /** Bytes of a reference: length, collection's address, index. */
    static final int REFERENCE = 16;

    private static final int SIGNATURE = 0x4C4F4347; // GCOL
    private static final int HEADER = 16;

    private final HdfBackingStorage storage;
    private final Map<Long, Collection> collections = new HashMap<>();
    private Collection last;

    HeapTexts(HdfBackingStorage storage) {
        this.storage = storage;
    }

    private static final class Collection {
        private final long address;
        private final ByteBuffer bytes;
        private final Map<Integer, Integer> objects = new HashMap<>();
        private final Map<Integer, String> decoded = new HashMap<>();

        private Collection(long address, ByteBuffer bytes) {
            this.address = address;
            this.bytes = bytes;
            for (int at = HEADER; at + HEADER <= bytes.limit(); ) {
                int index = Short.toUnsignedInt(bytes.getShort(at));
                long size = bytes.getLong(at + 8);
                if (index == 0 || size < 0 || size > bytes.limit() - at - HEADER) {
                    break; // the free space
                }
                objects.put(index, at);
                at += HEADER + (int) (size + 7 & ~7L);
            }
        }

        private String text(int index, int length) {
            return decoded.computeIfAbsent(index, i -> {
                Integer at = objects.get(i);
                if (at == null || length > bytes.getLong(at + 8)) {
                    throw new IllegalArgumentException("text " + i + " is not in the heap at " + address);
                }
                byte[] text = new byte[length];
                bytes.get(at + HEADER, text);
                return new String(text, StandardCharsets.UTF_8);
            });
        }
    }

    /** The text that a reference at the buffer's start leads to. Throws unchecked where it leads astray. */
    String text(ByteBuffer references, int at) {
        int length = references.getInt(at);
        long address = references.getLong(at + 4);
        if (length == 0 || address == 0) {
            return "";
        } else if (length < 0) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        if (last == null || last.address != address) {
            last = collections.computeIfAbsent(address, this::read);
        }
        return last.text(references.getInt(at + 12), length);
    }

    private Collection read(long address) {
        ByteBuffer header = storage.readBufferFromAddress(address, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        long size = header.getLong(8);
        if (header.getInt(0) != SIGNATURE || size < HEADER || size > storage.size()) {
            throw new IllegalArgumentException("no heap at " + address);
        }
        return new Collection(
                address,
                storage.readBufferFromAddress(address, Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN));
    }
}
