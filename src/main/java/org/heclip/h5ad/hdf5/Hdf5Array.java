package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Values to write as a dataset or an attribute, row-major.
 *
 * @param shape lengths of the axes; none for a scalar
 * @param values {@code byte[]}, {@code short[]}, {@code int[]} or {@code long[]} (signed and unsigned integers by their bits,
 *     FLOAT16 too), {@code float[]}, {@code double[]}, {@code boolean[]} or {@code String[]}, of the product of the shape
 */
public record Hdf5Array(Hdf5Type type, int[] shape, Object values) {
    private static final int[] SCALAR = {};

    /** @throws IllegalArgumentException when the shape does not hold that many values */
    public Hdf5Array {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != Array.getLength(values)) {
            throw new IllegalArgumentException(
                    Array.getLength(values) + " values do not fill the shape " + Arrays.toString(shape));
        }
    }

    /** An array whose type follows from its Java type; bytes are unsigned. */
    public static Hdf5Array of(int[] shape, Object values) {
        return new Hdf5Array(typeOf(values), shape, values);
    }

    /** One axis. */
    public static Hdf5Array of(Object values) {
        return of(new int[] {Array.getLength(values)}, values);
    }

    /** One axis of length 0. */
    public static Hdf5Array empty(Hdf5Type type) {
        Object none =
                switch (type) {
                    case UINT8, INT8 -> new byte[0];
                    case UINT16, INT16, FLOAT16 -> new short[0];
                    case UINT32, INT32 -> new int[0];
                    case UINT64, INT64 -> new long[0];
                    case FLOAT32 -> new float[0];
                    case FLOAT64 -> new double[0];
                    case BOOL -> new boolean[0];
                    case STRING -> new String[0];
                };
        return new Hdf5Array(type, new int[] {0}, none);
    }

    public static Hdf5Array scalar(String value) {
        return of(SCALAR, new String[] {value});
    }

    public static Hdf5Array scalar(boolean value) {
        return of(SCALAR, new boolean[] {value});
    }

    public static Hdf5Array scalar(int value) {
        return of(SCALAR, new int[] {value});
    }

    public static Hdf5Array scalar(long value) {
        return of(SCALAR, new long[] {value});
    }

    public static Hdf5Array scalar(double value) {
        return of(SCALAR, new double[] {value});
    }

    private static Hdf5Type typeOf(Object values) {
        if (values instanceof byte[]) {
            return Hdf5Type.UINT8;
        } else if (values instanceof short[]) {
            return Hdf5Type.INT16;
        } else if (values instanceof int[]) {
            return Hdf5Type.INT32;
        } else if (values instanceof long[]) {
            return Hdf5Type.INT64;
        } else if (values instanceof float[]) {
            return Hdf5Type.FLOAT32;
        } else if (values instanceof double[]) {
            return Hdf5Type.FLOAT64;
        } else if (values instanceof boolean[]) {
            return Hdf5Type.BOOL;
        } else if (values instanceof String[]) {
            return Hdf5Type.STRING;
        }
        throw new IllegalArgumentException("no HDF5 type for " + values.getClass());
    }

    /** Number of values. */
    public int size() {
        return Array.getLength(values);
    }

    /** Value {@code i} of integers; of UINT64 by its bits. */
    public long wholeNumber(int i) {
        long bits = Array.getLong(values, i);
        return switch (type) {
            case UINT8 -> bits & 0xFF;
            case UINT16 -> bits & 0xFFFF;
            case UINT32 -> bits & 0xFFFFFFFFL;
            default -> bits;
        };
    }

    /** Elements {@code from} to {@code from + count} as they lie in the file; not for strings, which need a heap. */
    byte[] encode(int from, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, type.size())).order(ByteOrder.LITTLE_ENDIAN);
        if (values instanceof byte[] v) {
            bytes.put(v, from, count);
        } else if (values instanceof short[] v) {
            bytes.asShortBuffer().put(v, from, count);
        } else if (values instanceof int[] v) {
            bytes.asIntBuffer().put(v, from, count);
        } else if (values instanceof long[] v) {
            bytes.asLongBuffer().put(v, from, count);
        } else if (values instanceof float[] v) {
            bytes.asFloatBuffer().put(v, from, count);
        } else if (values instanceof double[] v) {
            bytes.asDoubleBuffer().put(v, from, count);
        } else if (values instanceof boolean[] v) {
            for (int i = from; i < from + count; i++) {
                bytes.put((byte) (v[i] ? 1 : 0));
            }
        } else {
            throw new IllegalStateException("strings are encoded by the heap");
        }
        return bytes.array();
    }

    /** The body of a Dataspace message, version 2 (section IV.A.2.b). */
    static byte[] dataspace(int[] shape) {
        BufferBuilder message = new BufferBuilder()
                .writeByte(2) // version
                .writeByte(shape.length)
                .writeByte(0) // no maximum sizes: fixed
                .writeByte(shape.length == 0 ? 0 : 1); // scalar or simple
        for (int length : shape) {
            message.writeLong(length);
        }
        return message.build().array();
    }
}
