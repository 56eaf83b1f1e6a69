package org.heclip.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.file.Tensor;

/** Rows of doubles, as computed with, from and to float32 tensors, as kept. */
final class Rows {
    private Rows() {}

    static Tensor tensor(double[][] rows, int cols) {
        float[] values = new float[Math.multiplyExact(rows.length, cols)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / cols][i % cols];
        }
        return Tensor.matrix(rows.length, cols, values);
    }

    static double[][] doubles(Tensor matrix) {
        int cols = matrix.shape()[1];
        return IntStream.range(0, matrix.shape()[0])
                .mapToObj(r -> doubles(Arrays.copyOfRange(matrix.values(), r * cols, (r + 1) * cols)))
                .toArray(double[][]::new);
    }

    static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
