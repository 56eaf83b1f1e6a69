package org.heclip.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A struct in Thrift's compact protocol: values by field number, without their names. Buffers and nesting are bounded by the
 * bytes there are; damaged ones end in an unchecked exception.
 */
record ThriftStruct(Map<Integer, Object> fields) {
    private static final int MAX_DEPTH = 32;

    /** Reads a struct from the buffer's position on. */
    static ThriftStruct read(ByteBuffer bytes) {
        return struct(bytes, 0);
    }

    private static ThriftStruct struct(ByteBuffer bytes, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("metadata nested more than " + MAX_DEPTH + " deep");
        }
        Map<Integer, Object> fields = new HashMap<>();
        int id = 0;
        while (true) {
            int header = Byte.toUnsignedInt(bytes.get());
            int type = header & 0x0F;
            if (type == 0) {
                return new ThriftStruct(fields);
            }
            id = header >> 4 == 0 ? (int) zigzag(varint(bytes)) : id + (header >> 4);
            fields.put(id, type <= 2 ? Boolean.valueOf(type == 1) : value(bytes, type, depth));
        }
    }

    private static Object value(ByteBuffer bytes, int type, int depth) {
        return switch (type) {
            case 1, 2 -> bytes.get() == 1; // an element of a list
            case 3 -> (long) bytes.get();
            case 4, 5, 6 -> zigzag(varint(bytes));
            case 7 -> bytes.getDouble();
            case 8 -> binary(bytes);
            case 9, 10 -> list(bytes, depth);
            case 12 -> struct(bytes, depth + 1);
            default -> throw new IllegalArgumentException("metadata of the unknown type " + type);
        };
    }

    private static byte[] binary(ByteBuffer bytes) {
        long length = varint(bytes);
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("metadata cut off");
        }
        byte[] value = new byte[(int) length];
        bytes.get(value);
        return value;
    }

    private static List<Object> list(ByteBuffer bytes, int depth) {
        int header = Byte.toUnsignedInt(bytes.get());
        long size = header >> 4 == 15 ? varint(bytes) : header >> 4;
        if (size < 0 || size > bytes.remaining()) {
            throw new IllegalArgumentException("metadata cut off");
        }
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            values.add(value(bytes, header & 0x0F, depth + 1));
        }
        return values;
    }

    static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /** An integer that must be there. */
    long number(int field) {
        return require(field, Long.class);
    }

    String text(int field) {
        return new String(require(field, byte[].class), StandardCharsets.UTF_8);
    }

    ThriftStruct struct(int field) {
        return require(field, ThriftStruct.class);
    }

    /** A list of structs. */
    List<ThriftStruct> structs(int field) {
        List<?> values = require(field, List.class);
        return values.stream().map(ThriftStruct.class::cast).toList();
    }

    /** A list of one text. */
    String onlyText(int field) {
        List<?> texts = require(field, List.class);
        if (texts.size() != 1) {
            throw new IllegalArgumentException("nested columns");
        }
        return new String((byte[]) texts.get(0), StandardCharsets.UTF_8);
    }

    private <T> T require(int field, Class<T> type) {
        Object value = fields.get(field);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("metadata without field " + field);
        }
        return type.cast(value);
    }
}
