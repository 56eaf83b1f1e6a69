package org.heclip.qc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.junit.jupiter.api.Test;

class DeviationLimitsTest {
    private static final List<String> GENES = List.of("MT-CO1", "A", "B");

    /** Seven spots like each other, one poor, one rich, one full of mitochondria. */
    private static ExpressionMatrix counts() {
        float[][] rows = {
            {2, 100, 90},
            {1, 110, 95},
            {2, 90, 100},
            {3, 105, 100},
            {2, 95, 95},
            {1, 100, 105},
            {2, 100, 100},
            {0, 1, 0},
            {40, 2000, 1900},
            {60, 70, 70}
        };
        DenseMatrix dense = DenseMatrix.zeros(rows.length, GENES.size());
        for (int s = 0; s < rows.length; s++) {
            System.arraycopy(rows[s], 0, dense.values(), s * GENES.size(), GENES.size());
        }
        return ExpressionMatrix.of(dense);
    }

    private static QcResult result(OptionalDouble nmads) {
        boolean[] tissue = new boolean[10];
        java.util.Arrays.fill(tissue, true);
        return QcResult.of(counts(), GENES, tissue, new QcThresholds(0, 0, 0, 100, 0, nmads));
    }

    @Test
    void outliersOnEitherSideOfTheMedianAreLeftOut() {
        assertArrayEquals(
                IntStream.range(0, 7).toArray(), result(OptionalDouble.of(5)).keptSpots());
        assertEquals(10, result(OptionalDouble.empty()).keptSpots().length);
    }

    @Test
    void limitsAreMedianAbsoluteDeviationsNotScaled() {
        SpotMetrics metrics = new SpotMetrics(new long[] {9, 9, 9}, new double[] {9, 9, 9}, new double[] {1, 2, 4});
        DeviationLimits limits = DeviationLimits.of(metrics, OptionalDouble.of(3));
        assertEquals(2 + 3 * 1.0, limits.mitochondrial().high(), 1e-12);
        assertEquals(Double.NEGATIVE_INFINITY, limits.mitochondrial().low(), "a low share is no fault");
        assertEquals(Math.log1p(9), limits.counts().low(), 1e-12, "no deviation leaves the median itself");
        assertEquals(Math.log1p(9), limits.counts().high(), 1e-12);
    }

    @Test
    void senselessNumbersOfDeviationsAreRefused() {
        for (double nmads : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> result(OptionalDouble.of(nmads)));
        }
    }
}
