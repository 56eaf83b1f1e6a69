package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.Golden;
import org.junit.jupiter.api.Test;

/** Expected values: harmonypy 0.0.10 and scanpy (src/test/python/golden_harmony.py). */
class HarmonyTest {
    private static final int[] SIZES = {50, 40, 30};
    private static final int STRIDE = 37;

    @Test
    void sameAsHarmonypyFromAFixedStart() {
        DenseMatrix start = matrix("start");
        double[][] centroids = IntStream.range(0, start.rows())
                .mapToObj(c -> IntStream.range(0, start.cols())
                        .mapToDouble(g -> start.get(c, g))
                        .toArray())
                .toArray(double[][]::new);

        List<DenseMatrix> corrected =
                Harmony.correct(sections(matrix("expression")), centroids, round -> IntStream.range(0, 120)
                        .map(i -> i * STRIDE % 120)
                        .toArray());

        List<DenseMatrix> expected = sections(matrix("corrected"));
        for (int b = 0; b < SIZES.length; b++) {
            assertArrayEquals(expected.get(b).values(), corrected.get(b).values(), 1e-4f);
        }
    }

    @Test
    void ownStartBringsSectionsTogetherAndIsRepeatable() {
        List<DenseMatrix> sections = sections(matrix("expression"));

        List<DenseMatrix> corrected = Harmony.correct(sections, 1);

        assertEquals(corrected, Harmony.correct(sections, 1));
        assertTrue(apart(corrected) < 0.5 * apart(sections), apart(corrected) + " of " + apart(sections));
    }

    @Test
    void oneSectionAloneIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Harmony.correct(sections(matrix("expression")).subList(0, 1), 1));
    }

    @Test
    void spotOfZerosStaysANumber() {
        List<DenseMatrix> sections =
                List.of(DenseMatrix.zeros(40, 3), matrix("expression").selectCols(new int[] {1, 2, 3}));

        for (DenseMatrix corrected : Harmony.correct(sections, 1)) {
            for (float value : corrected.values()) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    @Test
    void scalingIsScanpysAndCanBeUndone() {
        DenseMatrix expression = matrix("expression");

        GeneScaling scaling = GeneScaling.fit(sections(expression));

        assertArrayEquals(matrix("scaled").values(), scaling.apply(expression).values(), 1e-6f);
        assertArrayEquals(
                expression.values(), scaling.undo(scaling.apply(expression)).values(), 1e-6f);
    }

    @Test
    void constantGeneScalesToZero() {
        DenseMatrix constant = new DenseMatrix(3, 1, new float[] {2, 2, 2});

        GeneScaling scaling = GeneScaling.fit(List.of(constant));

        assertArrayEquals(new float[3], scaling.apply(constant).values());
        assertArrayEquals(
                new float[] {2, 2, 2}, scaling.undo(DenseMatrix.zeros(3, 1)).values());
    }

    /** Mean distance of section means. */
    private static double apart(List<DenseMatrix> sections) {
        double sum = 0;
        for (int g = 0; g < sections.get(0).cols(); g++) {
            double[] means = new double[sections.size()];
            for (int b = 0; b < means.length; b++) {
                for (double value : sections.get(b).column(g)) {
                    means[b] += value / sections.get(b).rows();
                }
            }
            sum += Math.abs(means[0] - means[1]) + Math.abs(means[1] - means[2]);
        }
        return sum;
    }

    private static List<DenseMatrix> sections(DenseMatrix all) {
        List<DenseMatrix> sections = new ArrayList<>();
        int from = 0;
        for (int size : SIZES) {
            sections.add(all.selectRows(IntStream.range(from, from + size).toArray()));
            from += size;
        }
        return sections;
    }

    private static DenseMatrix matrix(String name) {
        List<List<String>> columns =
                List.copyOf(Golden.table("harmony/" + name + ".tsv").values());
        DenseMatrix matrix = DenseMatrix.zeros(columns.get(0).size(), columns.size());
        for (int s = 0; s < matrix.rows(); s++) {
            for (int g = 0; g < matrix.cols(); g++) {
                matrix.values()[s * matrix.cols() + g] =
                        Float.parseFloat(columns.get(g).get(s));
            }
        }
        return matrix;
    }
}
