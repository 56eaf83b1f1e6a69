package org.heclip.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    /** Adds {@link #sd} and the {@link IntervalMultipliers} that go with it. */
    static void addTo(Map<String, Tensor> weights, DenseMatrix measured, DenseMatrix predicted) {
        Tensor sd = sd(measured, predicted);
        weights.put(NAME, sd);
        IntervalMultipliers multipliers = new IntervalMultipliers();
        multipliers.add(measured, predicted, sd.values());
        multipliers.addTo(weights);
    }

    /**
     * What several validation parts gave, as one: the root mean square of {@link #sd}, which is that of all parts together, and
     * the mean of all other tensors, both weighted by spots.
     */
    static Map<String, Tensor> pooled(List<Map<String, Tensor>> parts, int[] spots) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Map<String, Tensor> pooled = new TreeMap<>();
        for (String name : parts.get(0).keySet()) {
            double power = name.equals(NAME) ? 2 : 1;
            double[] sum = new double[parts.get(0).get(name).values().length];
            for (int p = 0; p < spots.length; p++) {
                float[] part = parts.get(p).get(name).values();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += spots[p] * Math.pow(part[i], power);
                }
            }
            double all = IntStream.of(spots).sum();
            float[] values = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                values[i] = (float) Math.pow(sum[i] / all, 1 / power);
            }
            pooled.put(name, Tensor.vector(values));
        }
        return pooled;
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
