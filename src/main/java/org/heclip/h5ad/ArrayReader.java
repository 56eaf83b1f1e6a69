package org.heclip.h5ad;

import io.jhdf.api.Dataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/**
 * Values of a dataset, in full. The bytes come from jHDF; they are decoded here, since jHDF widens uint8 fourfold, turns
 * booleans into strings and gives null for empty arrays.
 */
final class ArrayReader {
    /** Deflate shrinks at most about 1,032-fold; a dataset claiming more than the file could hold is refused. */
    private static final long MAX_EXPANSION = 1100;

    private static final int LZF = 32000;

    private static final long FLOAT_EXACT = 1L << 24;

    private final H5adElement element;
    private final Dataset dataset;
    private final DataType type;
    private final int[] shape;
    private final int size;
    private final StoredValues stored;

    ArrayReader(H5adElement element) {
        this.element = element;
        this.dataset = element.dataset();
        this.type = element.guarded(dataset::getDataType);
        this.shape = element.guarded(dataset::getDimensions);
        long count = element.guarded(dataset::getSize);
        long bytes = Math.max(count, count * type.getSize());
        long most = Math.min(MAX_EXPANSION * element.fileBytes(), Integer.MAX_VALUE - 8);
        if (count < 0 || bytes < 0 || bytes > most) {
            throw element.fail("claims the shape " + Arrays.toString(shape) + " of " + type.getSize()
                    + "-byte values, more than can be held");
        }
        if (shape.length == 0 && count == 0) {
            throw element.fail("holds nothing (a null dataspace)");
        }
        this.size = (int) count;
        requireLengthOfLzf();
        this.stored = new StoredValues(element, shape, size, type.getSize(), most);
    }

    /** For text, libhdf5 leaves the length of a chunk out of the lzf filter's values; jHDF needs it. */
    private void requireLengthOfLzf() {
        for (PipelineFilterWithData filter : element.guarded(dataset::getFilters)) {
            if (filter.getId() == LZF && filter.getFilterData().length < 3) {
                throw element.fail("is text compressed with lzf, which cannot be read; write the file with gzip");
            }
        }
    }

    int[] shape() {
        return shape.clone();
    }

    /** Number of values. */
    int size() {
        return size;
    }

    boolean isScalar() {
        return shape.length == 0;
    }

    boolean isText() {
        return type instanceof StringData || (type instanceof VariableLength text && text.isVariableLengthString());
    }

    /** An integer, a float or a boolean. */
    boolean isNumeric() {
        return type instanceof FixedPoint || type instanceof FloatingPoint || isBoolean();
    }

    boolean isBoolean() {
        return type instanceof EnumDataType choice
                && choice.getSize() == 1
                && choice.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE"));
    }

    boolean isInteger() {
        return type instanceof FixedPoint;
    }

    /** Row-major values, as {@link NdArray} holds them; a scalar has no axes. */
    NdArray array() {
        return new NdArray(shape(), values());
    }

    private Object values() {
        if (isText()) {
            return strings();
        } else if (isBoolean()) {
            return booleans();
        } else if (type instanceof FloatingPoint) {
            return type.getSize() == 8 ? doubles() : floats();
        } else if (type instanceof FixedPoint integer) {
            boolean wide = type.getSize() > 4 || (type.getSize() == 4 && !integer.isSigned());
            return wide ? longs() : type.getSize() == 1 && !integer.isSigned() ? bytes() : ints();
        }
        throw element.fail("has the type " + type.getClass().getSimpleName() + ", expected numbers, booleans or text");
    }

    String[] strings() {
        if (!isText()) {
            throw element.fail("is no text");
        }
        if (size == 0) {
            return new String[0];
        }
        return type instanceof VariableLength text && isUtf8(text) ? heapTexts() : textsOfJhdf();
    }

    private boolean isUtf8(VariableLength text) {
        boolean known = text.getEncoding().equals(StandardCharsets.UTF_8)
                || text.getEncoding().equals(StandardCharsets.US_ASCII);
        return known && type.getSize() == HeapTexts.REFERENCE;
    }

    private String[] heapTexts() {
        HeapTexts heap = element.heapTexts();
        String[] texts = new String[size];
        stored.each(0, size, (buffer, from, count) -> {
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            synchronized (heap) {
                element.guarded(() -> {
                    for (int i = 0; i < count; i++) {
                        texts[from + i] = heap.text(buffer, i * HeapTexts.REFERENCE);
                    }
                    return texts;
                });
            }
        });
        return texts;
    }

    private String[] textsOfJhdf() {
        return element.guarded(() ->
                dataset.getDataFlat() instanceof String[] texts ? texts : new String[] {(String) dataset.getData()});
    }

    private byte[] bytes() {
        byte[] values = new byte[size];
        each(0, size, (buffer, from, count) -> buffer.get(values, from, count));
        return values;
    }

    boolean[] booleans() {
        boolean[] values = new boolean[size];
        each(0, size, (buffer, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = buffer.get(i) != 0;
            }
        });
        return values;
    }

    int[] ints() {
        return ints(0, size);
    }

    /** Entries {@code first} to before {@code end} of an array of one axis, reading what they touch. */
    int[] ints(int first, int end) {
        requireIntegers();
        int[] values = new int[end - first];
        boolean asTheyAre = type.getSize() == 4 && ((FixedPoint) type).isSigned();
        each(first, end, (buffer, from, count) -> {
            if (asTheyAre) {
                buffer.asIntBuffer().get(values, from - first, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                long value = integer(buffer, i);
                values[from - first + i] = (int) value;
                if (values[from - first + i] != value) {
                    throw element.fail("entry " + (from + i) + " is " + value + ", beyond 32 bits");
                }
            }
        });
        return values;
    }

    private void requireIntegers() {
        if (!isInteger()) {
            throw element.fail("holds no integers");
        }
    }

    long[] longs() {
        requireIntegers();
        long[] values = new long[size];
        each(0, size, (buffer, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = integer(buffer, i);
            }
        });
        return values;
    }

    double[] doubles() {
        double[] values = new double[size];
        each(0, size, (buffer, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = number(buffer, i);
            }
        });
        return values;
    }

    /** As float32. @throws org.heclip.error.InputException for a whole number that float32 would round */
    float[] floats() {
        return floats(0, size);
    }

    /** Entries {@code first} to before {@code end} in row-major order, as {@link #floats()}. */
    float[] floats(int first, int end) {
        float[] values = new float[end - first];
        boolean asTheyAre = type instanceof FloatingPoint && type.getSize() == 4;
        boolean mayRound = !(type instanceof FloatingPoint) || type.getSize() > 4;
        each(first, end, (buffer, from, count) -> {
            if (asTheyAre) {
                buffer.asFloatBuffer().get(values, from - first, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                double value = number(buffer, i);
                values[from - first + i] = (float) value;
                if (mayRound && Math.abs(value) > FLOAT_EXACT && Math.rint(value) == value) {
                    throw element.fail(
                            "entry " + (from + i) + " is " + value + ", a count beyond 2^24 that float32 cannot hold");
                }
            }
        });
        return values;
    }

    /** The values as they are stored, neither widened nor rounded; text of fixed length becomes text of any. */
    Hdf5Array raw() {
        if (isText()) {
            return Hdf5Array.of(shape(), strings());
        } else if (isBoolean()) {
            return Hdf5Array.of(shape(), booleans());
        }
        Hdf5Type found = rawType();
        Object values =
                switch (found) {
                    case UINT8, INT8 -> bytes();
                    case UINT16, INT16, FLOAT16 -> {
                        short[] v = new short[size];
                        each(0, size, (buffer, from, count) -> buffer.asShortBuffer()
                                .get(v, from, count));
                        yield v;
                    }
                    case UINT32, INT32 -> {
                        int[] v = new int[size];
                        each(0, size, (buffer, from, count) -> buffer.asIntBuffer()
                                .get(v, from, count));
                        yield v;
                    }
                    case UINT64, INT64 -> {
                        long[] v = new long[size];
                        each(0, size, (buffer, from, count) -> buffer.asLongBuffer()
                                .get(v, from, count));
                        yield v;
                    }
                    case FLOAT32 -> floats();
                    default -> doubles();
                };
        return new Hdf5Array(found, shape(), values);
    }

    private Hdf5Type rawType() {
        String name = type instanceof FloatingPoint
                ? "FLOAT" + 8 * type.getSize()
                : type instanceof FixedPoint integer ? (integer.isSigned() ? "INT" : "UINT") + 8 * type.getSize() : "";
        return Arrays.stream(Hdf5Type.values())
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> element.fail("has the type " + type.getClass().getSimpleName() + " of " + type.getSize()
                                + " bytes, expected numbers, booleans or text"));
    }

    private double number(ByteBuffer buffer, int i) {
        if (type instanceof FixedPoint) {
            return integer(buffer, i);
        } else if (isBoolean()) {
            return buffer.get(i);
        }
        return switch (type.getSize()) {
            case 2 -> half(buffer.getShort(2 * i));
            case 4 -> buffer.getFloat(4 * i);
            case 8 -> buffer.getDouble(8 * i);
            default -> throw element.fail("has floats of " + type.getSize() + " bytes");
        };
    }

    private long integer(ByteBuffer buffer, int i) {
        boolean signed = ((FixedPoint) type).isSigned();
        switch (type.getSize()) {
            case 1:
                return signed ? buffer.get(i) : Byte.toUnsignedLong(buffer.get(i));
            case 2:
                return signed ? buffer.getShort(2 * i) : Short.toUnsignedLong(buffer.getShort(2 * i));
            case 4:
                return signed ? buffer.getInt(4 * i) : Integer.toUnsignedLong(buffer.getInt(4 * i));
            case 8:
                long value = buffer.getLong(8 * i);
                if (!signed && value < 0) {
                    throw element.fail("entry " + i + " is " + Long.toUnsignedString(value) + ", beyond 2^63");
                }
                return value;
            default:
                throw element.fail("has integers of " + type.getSize() + " bytes");
        }
    }

    /** IEEE 754 binary16, which Java 17 does not know. */
    static float half(short bits) {
        int sign = bits < 0 ? -1 : 1;
        int exponent = bits >> 10 & 0x1F;
        int mantissa = bits & 0x3FF;
        if (exponent == 0x1F) {
            return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((float) mantissa, -24)
                : sign * Math.scalb((float) (mantissa | 0x400), exponent - 25);
    }

    private void each(int from, int to, StoredValues.Sink sink) {
        if (from < 0 || to > size || from > to) {
            throw element.fail("has " + size + " entries, expected some from " + from + " to " + to);
        }
        if (size > 0 && !isNumeric()) {
            throw element.fail("holds no numbers");
        }
        ByteOrder order = order();
        stored.each(from, to, (buffer, first, count) -> sink.accept(buffer.order(order), first, count));
    }

    private ByteOrder order() {
        if (type instanceof FixedPoint integer) {
            return integer.getByteOrder();
        }
        return type instanceof FloatingPoint number ? number.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
    }
}
