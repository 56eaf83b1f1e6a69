package org.heclip.h5ad;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a group's links, as UTF-8 whatever they claim to be. h5py 3 marks names that are not ASCII as ASCII where a
 * group keeps their order, as anndata's data frames do from version 0.11 on; jHDF takes it at its word and loses these letters.
 *
 * <p>Sections are those of the HDF5 File Format Specification, version 3.0.
 */
final class LinkNames {
    private static final int LINK_INFO = 0x02;
    private static final int LINK = 0x06;
    private static final int CONTINUATION = 0x10;
    private static final int V1_PREFIX = 16;
    private static final int MAX_BLOCKS = 10_000;

    private record Block(long address, long length, boolean first) {}

    private final HdfBackingStorage storage;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int version;
    private boolean ordered;

    private LinkNames(HdfBackingStorage storage) {
        this.storage = storage;
    }

    /** In no order. Throws whatever reading outside a damaged file throws. */
    static List<String> of(HdfBackingStorage storage, long groupAddress) {
        LinkNames found = new LinkNames(storage);
        found.header(groupAddress);
        for (int b = 0; b < found.blocks.size() && b < MAX_BLOCKS; b++) {
            found.messages(found.blocks.get(b));
        }
        return found.names;
    }

    private ByteBuffer read(long address, long length) {
        return storage.readBufferFromAddress(address, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Section IV.A.1: the prefix of an object header of version 1 or 2. */
    private void header(long address) {
        ByteBuffer start = read(address, V1_PREFIX);
        boolean isVersion2 = start.getInt(0) == 0x5244484F; // OHDR
        version = isVersion2 ? 2 : 1;
        if (!isVersion2) {
            blocks.add(new Block(address + V1_PREFIX, Integer.toUnsignedLong(start.getInt(8)), true));
            return;
        }
        int flags = start.get(5);
        ordered = (flags & 1 << 2) != 0;
        long at = address + 6 + ((flags & 1 << 5) != 0 ? 16 : 0) + ((flags & 1 << 4) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        blocks.add(new Block(at + width, unsigned(read(at, width), width), true));
    }

    private void messages(Block block) {
        ByteBuffer bytes = read(block.address(), block.length());
        int end = bytes.limit();
        if (version == 2 && !block.first()) {
            bytes.position(4); // OCHK
            end -= 4; // checksum
        }
        int prefix = version == 1 ? 8 : ordered ? 6 : 4;
        while (end - bytes.position() >= prefix) {
            int start = bytes.position();
            int type = version == 1 ? bytes.getShort(start) : bytes.get(start);
            int size = Short.toUnsignedInt(bytes.getShort(start + (version == 1 ? 2 : 1)));
            message(type, bytes.slice(start + prefix, size).order(ByteOrder.LITTLE_ENDIAN));
            bytes.position(start + prefix + size);
        }
    }

    private void message(int type, ByteBuffer body) {
        if (type == LINK) {
            names.add(name(body));
        } else if (type == LINK_INFO) {
            dense(body);
        } else if (type == CONTINUATION) {
            blocks.add(new Block(body.getLong(), body.getLong(), false));
        }
    }

    /** Section IV.A.2.c: links in a fractal heap, found by a B-tree of their names. */
    private void dense(ByteBuffer body) {
        boolean tracked = (body.get(1) & 1) != 0;
        body.position(tracked ? 10 : 2);
        long heapAddress = body.getLong();
        long treeAddress = body.getLong();
        if (heapAddress == -1) {
            return;
        }
        FractalHeap heap = new FractalHeap(storage, heapAddress);
        new BTreeV2<LinkNameForIndexedGroupRecord>(storage, treeAddress)
                .getRecords()
                .forEach(record -> names.add(name(heap.getId(record.getId()).order(ByteOrder.LITTLE_ENDIAN))));
    }

    /** Section IV.A.2.g: the name of a Link message. */
    private static String name(ByteBuffer link) {
        int flags = link.get(link.position() + 1);
        link.position(link.position()
                + 2
                + ((flags & 1 << 3) != 0 ? 1 : 0)
                + ((flags & 1 << 2) != 0 ? 8 : 0)
                + ((flags & 1 << 4) != 0 ? 1 : 0));
        byte[] name = new byte[Math.toIntExact(unsigned(link, 1 << (flags & 3)))];
        link.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static long unsigned(ByteBuffer bytes, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= Byte.toUnsignedLong(bytes.get()) << 8 * i;
        }
        return value;
    }
}
