package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.nio.charset.StandardCharsets;

/** The element types written here, all little-endian, with their Datatype messages (section IV.A.2.d). */
public enum Hdf5Type {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    UINT64(8),
    INT64(8),
    /** IEEE 754 binary16, held as {@code short[]} of its bits. */
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    /** An enumeration FALSE = 0, TRUE = 1 over int8: what h5py reads and writes as numpy.bool. */
    BOOL(1),
    /** Variable-length UTF-8: an element is a reference into a global heap. */
    STRING(16);

    private static final int VERSION_1 = 1 << 4;
    private static final int CLASS_FIXED_POINT = 0;
    private static final int CLASS_FLOATING_POINT = 1;
    private static final int CLASS_ENUMERATION = 8;
    private static final int CLASS_VARIABLE_LENGTH = 9;

    private final int size;

    Hdf5Type(int size) {
        this.size = size;
    }

    /** Bytes of an element. */
    public int size() {
        return size;
    }

    /** The body of the Datatype message. */
    byte[] message() {
        return switch (this) {
            case UINT8, UINT16, UINT32, UINT64 -> fixedPoint(size, false);
            case INT8, INT16, INT32, INT64 -> fixedPoint(size, true);
            case FLOAT16 -> floatingPoint(15, 10, 5, 15);
            case FLOAT32 -> floatingPoint(31, 23, 8, 127);
            case FLOAT64 -> floatingPoint(63, 52, 11, 1023);
            case BOOL -> booleans();
            case STRING -> strings();
        };
    }

    private static BufferBuilder start(int dataClass, int bits, int size) {
        return new BufferBuilder()
                .writeByte(VERSION_1 | dataClass)
                .writeUnsignedNumber(bits, 3)
                .writeInt(size);
    }

    private static byte[] fixedPoint(int size, boolean signed) {
        return start(CLASS_FIXED_POINT, signed ? 0b1000 : 0, size)
                .writeShort(0) // bit offset
                .writeShort(8 * size) // bit precision
                .build()
                .array();
    }

    private byte[] floatingPoint(int signBit, int mantissaBits, int exponentBits, int exponentBias) {
        int impliedLeadingOne = 2 << 4;
        return start(CLASS_FLOATING_POINT, signBit << 8 | impliedLeadingOne, size)
                .writeShort(0) // bit offset
                .writeShort(8 * size) // bit precision
                .writeByte(mantissaBits) // exponent location
                .writeByte(exponentBits)
                .writeByte(0) // mantissa location
                .writeByte(mantissaBits)
                .writeInt(exponentBias)
                .build()
                .array();
    }

    private static byte[] booleans() {
        int members = 2;
        return start(CLASS_ENUMERATION, members, 1)
                .writeBytes(fixedPoint(1, true))
                .writeBytes("FALSE\0\0\0TRUE\0\0\0\0".getBytes(StandardCharsets.US_ASCII)) // padded to eights
                .writeBytes(new byte[] {0, 1})
                .build()
                .array();
    }

    private byte[] strings() {
        int typeString = 1;
        int charsetUtf8 = 1 << 8;
        return start(CLASS_VARIABLE_LENGTH, charsetUtf8 | typeString, size)
                .writeBytes(fixedPoint(1, false))
                .build()
                .array();
    }
}
