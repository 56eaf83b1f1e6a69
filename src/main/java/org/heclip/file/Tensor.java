package org.heclip.file;

import java.util.Arrays;

/**
 * A float32 array of any rank, row-major, as weight files hold them. The array is not copied: its owner must not change it
 * after handing it over.
 */
public record Tensor(int[] shape, float[] values) {
    /** @throws IllegalArgumentException when the shape does not hold that many values */
    public Tensor {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " is not " + values.length + " values");
        }
    }

    public static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }

    public static Tensor matrix(int rows, int cols, float[] values) {
        return new Tensor(new int[] {rows, cols}, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
