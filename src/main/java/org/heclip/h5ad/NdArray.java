package org.heclip.h5ad;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * A dense array of any rank, row-major.
 *
 * @param values one of {@code byte[]} (unsigned, uint8), {@code int[]}, {@code long[]}, {@code float[]}, {@code double[]},
 *     {@code boolean[]} or {@code String[]}
 */
public record NdArray(int[] shape, Object values) {
    /** @throws IllegalArgumentException when the shape does not hold that many values */
    public NdArray {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != Array.getLength(values)) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " is not " + Array.getLength(values) + " values");
        }
    }

    public static NdArray of(int rows, int cols, double[] values) {
        return new NdArray(new int[] {rows, cols}, values);
    }

    public static NdArray of(int rows, int cols, float[] values) {
        return new NdArray(new int[] {rows, cols}, values);
    }

    /** The rows (first axis) at these indices, in this order. */
    public NdArray selectRows(int[] rows) {
        int width = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
        Object chosen = Array.newInstance(values.getClass().getComponentType(), Math.multiplyExact(rows.length, width));
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, chosen, i * width, width);
        }
        int[] newShape = shape.clone();
        newShape[0] = rows.length;
        return new NdArray(newShape, chosen);
    }
}
