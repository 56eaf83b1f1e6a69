package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records of several values, packed: a compound datatype (section IV.A.2.d). */
final class Hdf5Records {
    private static final int VERSION_3 = 3 << 4;
    private static final int CLASS_COMPOUND = 6;

    private final Map<String, Hdf5Array> members;
    private final int length;
    private final int recordSize;

    /** @throws IllegalArgumentException when there is no member or their lengths differ */
    Hdf5Records(Map<String, Hdf5Array> members) {
        this.members = members;
        List<Integer> lengths =
                members.values().stream().map(Hdf5Array::size).distinct().toList();
        if (lengths.size() != 1) {
            throw new IllegalArgumentException("members of records have the lengths " + lengths);
        }
        length = lengths.get(0);
        recordSize = members.values().stream().mapToInt(m -> m.type().size()).sum();
    }

    int length() {
        return length;
    }

    /** The body of the Datatype message, version 3, in which names are not padded. */
    byte[] typeMessage() {
        int offsetWidth = (32 - Integer.numberOfLeadingZeros(recordSize) + 7) / 8;
        BufferBuilder message = new BufferBuilder()
                .writeByte(VERSION_3 | CLASS_COMPOUND)
                .writeUnsignedNumber(members.size(), 3)
                .writeInt(recordSize);
        int offset = 0;
        for (Map.Entry<String, Hdf5Array> member : members.entrySet()) {
            message.writeBytes((member.getKey() + "\0").getBytes(StandardCharsets.UTF_8))
                    .writeUnsignedNumber(offset, offsetWidth)
                    .writeBytes(member.getValue().type().message());
            offset += member.getValue().type().size();
        }
        return message.build().array();
    }

    /** The records one after another; texts go to the heap. */
    byte[] encode(GlobalHeap heap) throws IOException {
        List<byte[]> columns = new ArrayList<>();
        for (Hdf5Array member : members.values()) {
            columns.add(member.values() instanceof String[] texts ? heap.store(texts) : member.encode(0, length));
        }
        byte[] records = new byte[Math.multiplyExact(length, recordSize)];
        int offset = 0;
        for (byte[] column : columns) {
            int size = length == 0 ? 0 : column.length / length;
            for (int i = 0; i < length; i++) {
                System.arraycopy(column, i * size, records, i * recordSize + offset, size);
            }
            offset += size;
        }
        return records;
    }
}
