package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Dense attribute storage: a fractal heap (section III.G) holding the messages and a version 2 B-tree (section III.A.2)
 * finding them by name. An attribute of 64 KiB or more - a column order of thousands of names - can be stored in no other
 * way: it becomes the heap's one "huge" object, the others lie in its one direct block.
 *
 * <p>One huge object is all jHDF reads; more are refused.
 */
record DenseAttributes(long heapAddress, long nameIndexAddress) {
    private static final int HEAP_ID = 8;
    private static final int MAX_MANAGED = 4096;
    private static final int BLOCK = 4096;
    /** Signature, version, heap address, block offset in 5 bytes, checksum. */
    private static final int BLOCK_HEADER = 22;

    private static final int NODE = 512;
    private static final int TYPE_HUGE_OBJECTS = 1;
    private static final int TYPE_ATTRIBUTE_NAMES = 8;

    private record Entry(String name, byte[] heapId, int creationOrder) {
        int hash() {
            return ChecksumUtils.checksum(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    static DenseAttributes write(Map<String, byte[]> messages, FileEnd file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.position(BLOCK_HEADER);
        byte[] huge = null;
        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            byte[] body = message.getValue();
            if (body.length > MAX_MANAGED) {
                if (huge != null) {
                    throw new IllegalArgumentException(
                            "two attributes of over " + MAX_MANAGED + " bytes on one object");
                }
                huge = body;
                entries.add(new Entry(message.getKey(), hugeId(), entries.size()));
            } else {
                if (body.length > block.remaining()) {
                    throw new IllegalArgumentException(
                            "attributes of more than " + BLOCK + " bytes beside a large one");
                }
                entries.add(new Entry(message.getKey(), managedId(block.position(), body.length), entries.size()));
                block.put(body);
            }
        }
        return write(entries, block, huge, file);
    }

    private static DenseAttributes write(List<Entry> entries, ByteBuffer block, byte[] huge, FileEnd file)
            throws IOException {
        long hugeAddress = file.append(huge);
        byte[] hugeRecord = new BufferBuilder()
                .writeLong(hugeAddress)
                .writeLong(huge.length)
                .writeLong(1) // the huge object's id
                .build()
                .array();
        long hugeIndex = tree(TYPE_HUGE_OBJECTS, List.of(hugeRecord), file);
        int managed = entries.size() - 1;
        int free = block.remaining();
        // the heap's header and its block name each other's address: the header comes first, at a known length
        long heap = file.address();
        int headerLength = heapHeader(huge.length, hugeIndex, managed, free, 0).length;
        file.append(heapHeader(huge.length, hugeIndex, managed, free, heap + headerLength));
        file.append(directBlock(block, heap));
        entries.sort(Comparator.comparing(Entry::hash, Integer::compareUnsigned).thenComparing(Entry::name));
        return new DenseAttributes(heap, tree(TYPE_ATTRIBUTE_NAMES, nameRecords(entries), file));
    }

    private static byte[] hugeId() {
        return new BufferBuilder()
                .writeByte(1 << 4)
                .writeUnsignedNumber(1, 7)
                .build()
                .array();
    }

    private static byte[] managedId(int offset, int length) {
        return new BufferBuilder()
                .writeByte(0)
                .writeUnsignedNumber(offset, 5)
                .writeUnsignedNumber(length, 2)
                .build()
                .array();
    }

    private static List<byte[]> nameRecords(List<Entry> sorted) {
        return sorted.stream()
                .map(entry -> new BufferBuilder()
                        .writeBytes(entry.heapId)
                        .writeByte(0) // message flags
                        .writeInt(entry.creationOrder)
                        .writeInt(entry.hash())
                        .build()
                        .array())
                .toList();
    }

    private static byte[] heapHeader(int hugeLength, long hugeIndex, int managed, int free, long blockAddress) {
        return new BufferBuilder()
                .writeBytes("FRHP".getBytes(StandardCharsets.US_ASCII))
                .writeByte(0) // version
                .writeShort(HEAP_ID)
                .writeShort(0) // no filters
                .writeByte(2) // direct blocks have checksums
                .writeInt(MAX_MANAGED)
                .writeLong(1) // last huge id given out
                .writeLong(hugeIndex)
                .writeLong(free)
                .writeLong(ObjectHeader.UNDEFINED_ADDRESS) // no free-space manager
                .writeLong(BLOCK) // managed space
                .writeLong(BLOCK) // of it allocated
                .writeLong(BLOCK) // next block's offset
                .writeLong(managed)
                .writeLong(hugeLength)
                .writeLong(1) // huge objects
                .writeLong(0) // bytes of tiny objects
                .writeLong(0) // tiny objects
                .writeShort(4) // width of the doubling table
                .writeLong(BLOCK) // its first block size
                .writeLong(1 << 16) // its largest direct block
                .writeShort(40) // bits of heap offsets
                .writeShort(1) // rows a root indirect block would start with
                .writeLong(blockAddress)
                .writeShort(0) // the root is a direct block
                .appendChecksum()
                .build()
                .array();
    }

    private static byte[] directBlock(ByteBuffer block, long heapAddress) {
        block.position(0);
        block.put("FHDB".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).putLong(heapAddress);
        block.put(new byte[5]); // offset of this block in the heap's space
        int checksumAt = block.position();
        block.putInt(checksumAt, ChecksumUtils.checksum(block.array())); // over the block with zeros here
        return block.array();
    }

    /** A tree of one leaf. Records come sorted. */
    private static long tree(int type, List<byte[]> records, FileEnd file) throws IOException {
        int recordSize = records.get(0).length;
        BufferBuilder leaf = new BufferBuilder()
                .writeBytes("BTLF".getBytes(StandardCharsets.US_ASCII))
                .writeByte(0) // version
                .writeByte(type);
        records.forEach(leaf::writeBytes);
        byte[] used = leaf.appendChecksum().build().array();
        if (used.length > NODE) {
            throw new IllegalArgumentException(records.size() + " attributes do not fit one node of dense storage");
        }
        long leafAddress = file.append(Arrays.copyOf(used, NODE));
        return file.append(new BufferBuilder()
                .writeBytes("BTHD".getBytes(StandardCharsets.US_ASCII))
                .writeByte(0) // version
                .writeByte(type)
                .writeInt(NODE)
                .writeShort(recordSize)
                .writeShort(0) // depth
                .writeByte(100) // percent at which a node splits
                .writeByte(40) // percent at which nodes merge
                .writeLong(leafAddress)
                .writeShort(records.size())
                .writeLong(records.size())
                .appendChecksum()
                .build()
                .array());
    }
}
