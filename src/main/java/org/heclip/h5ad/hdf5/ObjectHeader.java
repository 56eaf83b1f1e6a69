package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An object header, version 2 (section IV.A.1.b), being filled with messages. */
final class ObjectHeader {
    static final int LINK_INFO = 0x02;
    static final int DATASPACE = 0x01;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int GROUP_INFO = 0x0A;
    static final int FILTERS = 0x0B;
    static final int ATTRIBUTE = 0x0C;
    static final int ATTRIBUTE_INFO = 0x15;

    static final long UNDEFINED_ADDRESS = -1;
    /** The length of a message is stored in two bytes. */
    static final int MAX_MESSAGE = 0xFFFF;

    private record Message(int type, byte[] body) {}

    private final List<Message> messages = new ArrayList<>();

    ObjectHeader add(int type, byte[] body) {
        if (body.length > MAX_MESSAGE) {
            throw new IllegalArgumentException("a message of " + body.length + " bytes does not fit an object header");
        }
        messages.add(new Message(type, body));
        return this;
    }

    byte[] toBytes() {
        BufferBuilder all = new BufferBuilder();
        for (Message message : messages) {
            all.writeByte(message.type)
                    .writeShort(message.body.length)
                    .writeByte(0) // flags
                    .writeBytes(message.body);
        }
        byte[] body = all.build().array();
        int sizeInFourBytes = 2;
        return new BufferBuilder()
                .writeBytes("OHDR".getBytes(StandardCharsets.US_ASCII))
                .writeByte(2) // version
                .writeByte(sizeInFourBytes)
                .writeInt(body.length)
                .writeBytes(body)
                .appendChecksum()
                .build()
                .array();
    }
}
