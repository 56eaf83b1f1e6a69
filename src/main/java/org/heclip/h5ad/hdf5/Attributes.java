package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attribute messages, version 3 (section IV.A.2.m), in the object header or, when one is too long, in dense storage. */
final class Attributes {
    private Attributes() {}

    static void add(Map<String, Hdf5Array> attributes, ObjectHeader header, FileEnd file, GlobalHeap heap)
            throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        Map<String, byte[]> messages = new LinkedHashMap<>();
        for (Map.Entry<String, Hdf5Array> attribute : attributes.entrySet()) {
            messages.put(attribute.getKey(), message(attribute.getKey(), attribute.getValue(), heap));
        }
        boolean compact = messages.values().stream().allMatch(body -> body.length <= ObjectHeader.MAX_MESSAGE);
        if (compact) {
            header.add(
                    ObjectHeader.ATTRIBUTE_INFO, info(ObjectHeader.UNDEFINED_ADDRESS, ObjectHeader.UNDEFINED_ADDRESS));
            messages.values().forEach(body -> header.add(ObjectHeader.ATTRIBUTE, body));
        } else {
            DenseAttributes dense = DenseAttributes.write(messages, file);
            header.add(ObjectHeader.ATTRIBUTE_INFO, info(dense.heapAddress(), dense.nameIndexAddress()));
        }
    }

    /** The body of an Attribute Info message (section IV.A.2.v). */
    private static byte[] info(long heapAddress, long nameIndexAddress) {
        return new BufferBuilder()
                .writeByte(0) // version
                .writeByte(0) // flags: creation order not tracked
                .writeLong(heapAddress)
                .writeLong(nameIndexAddress)
                .build()
                .array();
    }

    private static byte[] message(String name, Hdf5Array value, GlobalHeap heap) throws IOException {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] type = value.type().message();
        byte[] space = Hdf5Array.dataspace(value.shape());
        byte[] data = value.values() instanceof String[] strings ? heap.store(strings) : value.encode(0, value.size());
        return new BufferBuilder()
                .writeByte(3) // version
                .writeByte(0) // flags: nothing is shared
                .writeShort(nameBytes.length + 1)
                .writeShort(type.length)
                .writeShort(space.length)
                .writeByte(1) // the name is UTF-8
                .writeBytes(nameBytes)
                .writeByte(0)
                .writeBytes(type)
                .writeBytes(space)
                .writeBytes(data)
                .build()
                .array();
    }
}
