package org.heclip.expression;

import java.util.Arrays;
import java.util.List;

/**
 * Each gene to mean 0 and standard deviation 1 (over n - 1), as scanpy's {@code pp.scale} does without clipping.
 *
 * @param sd 1 for a gene that does not vary
 */
public record GeneScaling(double[] mean, double[] sd) {
    /** Fitted to all spots of all sections together. */
    public static GeneScaling fit(List<DenseMatrix> sections) {
        int genes = sections.get(0).cols();
        double[] mean = new double[genes];
        double[] sd = new double[genes];
        int spots = sections.stream().mapToInt(DenseMatrix::rows).sum();
        for (int g = 0; g < genes; g++) {
            for (DenseMatrix section : sections) {
                for (int s = 0; s < section.rows(); s++) {
                    mean[g] += section.get(s, g);
                }
            }
            mean[g] /= spots;
            for (DenseMatrix section : sections) {
                for (int s = 0; s < section.rows(); s++) {
                    sd[g] += (section.get(s, g) - mean[g]) * (section.get(s, g) - mean[g]);
                }
            }
            sd[g] = Math.sqrt(sd[g] / Math.max(1, spots - 1));
            sd[g] = sd[g] == 0 ? 1 : sd[g];
        }
        return new GeneScaling(mean, sd);
    }

    /** To standard scores. */
    public DenseMatrix apply(DenseMatrix expression) {
        float[] values = new float[expression.values().length];
        for (int i = 0; i < values.length; i++) {
            int g = i % expression.cols();
            values[i] = (float) ((expression.values()[i] - mean[g]) / sd[g]);
        }
        return new DenseMatrix(expression.rows(), expression.cols(), values);
    }

    /** Back from standard scores. */
    public DenseMatrix undo(DenseMatrix scores) {
        float[] values = new float[scores.values().length];
        for (int i = 0; i < values.length; i++) {
            int g = i % scores.cols();
            values[i] = (float) (scores.values()[i] * sd[g] + mean[g]);
        }
        return new DenseMatrix(scores.rows(), scores.cols(), values);
    }

    /** Back from the standard deviation of standard scores. */
    public DenseMatrix undoSpread(DenseMatrix spread) {
        return new GeneScaling(new double[mean.length], sd).undo(spread);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GeneScaling that && Arrays.equals(mean, that.mean) && Arrays.equals(sd, that.sd);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(sd);
    }
}
