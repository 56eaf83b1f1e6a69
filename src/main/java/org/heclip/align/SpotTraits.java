package org.heclip.align;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Normalisation;
import org.heclip.expression.PrincipalComponents;

/** What a spot's expression says that its picture may show too: how much there is of it, and its strongest components. */
final class SpotTraits {
    private static final int COMPONENTS = 20;
    private static final int GENES = 1000;
    private static final int LEAST_SPOTS = 3;
    private static final long SEED = 1;

    private SpotTraits() {}

    /**
     * Log total counts, then the scores of the strongest principal components of the log-normalised most variable genes.
     *
     * @param counts raw, {@code [spot][gene]}, spots with counts only
     * @return {@code [trait][spot]}, mean 0 and standard deviation 1; constant ones are left out
     */
    static double[][] of(ExpressionMatrix counts) {
        double[] totals = Normalisation.totals(counts);
        double median = Arrays.stream(totals).sorted().toArray()[totals.length / 2];
        DenseMatrix variable = variable(Normalisation.logNormalise(counts, median));
        int components = Math.min(COMPONENTS, Math.min(variable.cols(), counts.rows() / 8));
        double[][] traits = new double[components + 1][counts.rows()];
        traits[0] = Arrays.stream(totals).map(Math::log).toArray();
        double[][] scores = PrincipalComponents.scores(variable, components, SEED);
        for (int k = 0; k < components; k++) {
            for (int s = 0; s < counts.rows(); s++) {
                traits[k + 1][s] = scores[s][k];
            }
        }
        return Arrays.stream(traits).filter(SpotTraits::standardise).toArray(double[][]::new);
    }

    private static DenseMatrix variable(ExpressionMatrix expression) {
        double[] sum = new double[expression.cols()];
        double[] squares = new double[expression.cols()];
        int[] found = new int[expression.cols()];
        for (int i = 0; i < expression.stored(); i++) {
            float value = expression.values()[i];
            sum[expression.genes()[i]] += value;
            squares[expression.genes()[i]] += value * value;
            found[expression.genes()[i]]++;
        }
        int n = expression.rows();
        int[] chosen = IntStream.range(0, sum.length)
                .filter(g -> found[g] >= LEAST_SPOTS)
                .boxed()
                .sorted((a, b) -> Double.compare(squares[b] - sum[b] * sum[b] / n, squares[a] - sum[a] * sum[a] / n))
                .limit(GENES)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        return expression.selectCols(chosen).dense();
    }

    /** In place; false when all values are the same. */
    private static boolean standardise(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double sd = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0));
        for (int s = 0; s < values.length; s++) {
            values[s] = (values[s] - mean) / sd;
        }
        return sd > 0;
    }
}
