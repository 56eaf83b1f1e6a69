package org.heclip.model;

import java.util.Map;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The uncertainty that regressions state: one figure per gene, from the validation part. */
final class Residuals {
    private static final String NAME = "residual_sd";

    static final String MEANING = "root mean square residual of the gene on the validation part";

    private Residuals() {}

    /** Root mean square over spots of measured minus predicted, by gene. */
    static Tensor sd(DenseMatrix measured, DenseMatrix predicted) {
        float[] sd = new float[measured.cols()];
        for (int g = 0; g < sd.length; g++) {
            double squares = 0;
            for (int s = 0; s < measured.rows(); s++) {
                double residual = measured.get(s, g) - predicted.get(s, g);
                squares += residual * residual;
            }
            sd[g] = (float) Math.sqrt(squares / measured.rows());
        }
        return Tensor.vector(sd);
    }

    static void addTo(Map<String, Tensor> weights, Tensor sd) {
        weights.put(NAME, sd);
    }

    /** The same figure for each of {@code spots} spots. */
    static DenseMatrix spread(Map<String, Tensor> weights, int spots) {
        return repeated(weights.get(NAME).values(), spots);
    }

    static DenseMatrix repeated(float[] row, int spots) {
        DenseMatrix matrix = DenseMatrix.zeros(spots, row.length);
        for (int s = 0; s < spots; s++) {
            System.arraycopy(row, 0, matrix.values(), s * row.length, row.length);
        }
        return matrix;
    }
}
