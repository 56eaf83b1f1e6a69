package org.heclip.model;

import java.util.List;
import org.heclip.expression.DenseMatrix;

/** Matrices of several sections, one below the other. */
final class Stack {
    private Stack() {}

    static DenseMatrix rows(List<DenseMatrix> parts) {
        int rows = parts.stream().mapToInt(DenseMatrix::rows).sum();
        int cols = parts.get(0).cols();
        float[] values = new float[Math.multiplyExact(rows, cols)];
        int at = 0;
        for (DenseMatrix part : parts) {
            if (part.cols() != cols) {
                throw new IllegalArgumentException(part.cols() + " columns below " + cols);
            }
            System.arraycopy(part.values(), 0, values, at, part.values().length);
            at += part.values().length;
        }
        return new DenseMatrix(rows, cols, values);
    }

    static DenseMatrix expression(List<TrainingSection> sections) {
        return rows(sections.stream().map(TrainingSection::expression).toList());
    }
}
