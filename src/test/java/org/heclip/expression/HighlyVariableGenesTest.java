package org.heclip.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlyVariableGenesTest {
    @ParameterizedTest
    @CsvSource({"her2st-C2,60", "her2st-C3,60", "gamma-poisson,25"})
    void sameGenesAsScanpy(String data, int nTop) {
        ExpressionMatrix counts = Golden.counts("hvg/" + data + ".counts.txt.gz");
        Map<String, List<String>> expected = Golden.table("hvg/" + data + ".expected.tsv");
        ExpressionMatrix log = Normalisation.logNormalise(counts, Normalisation.medianTotal(List.of(counts)));

        HighlyVariableGenes found = HighlyVariableGenes.of(counts, log, HvgFlavour.SEURAT, nTop);
        NormalisedDispersion dispersion = NormalisedDispersion.of(log, HvgFlavour.SEURAT);

        List<String> chosen = new ArrayList<>();
        List<String> expectedChosen = new ArrayList<>();
        IntStream.range(0, counts.cols()).forEach(g -> {
            if (found.chosen()[g]) {
                chosen.add(expected.get("gene").get(g));
            }
            if (expected.get("highly_variable").get(g).equals("True")) {
                expectedChosen.add(expected.get("gene").get(g));
            }
        });
        assertEquals(expectedChosen, chosen);
        assertArrayEquals(Golden.doubles(expected.get("means")), dispersion.means(), 1e-6);
        assertArrayEquals(Golden.doubles(expected.get("dispersions")), dispersion.dispersions(), 2e-6);
        assertArrayEquals(Golden.doubles(expected.get("dispersions_norm")), found.score(), 2e-5);
        assertArrayEquals(
                Golden.doubles(expected.get("last_spot")), doubles(log.dense().row(log.rows() - 1)), 1e-6);
    }

    @Test
    void unexpressedGeneIsNeverChosen() {
        ExpressionMatrix log = ExpressionMatrix.of(new DenseMatrix(3, 3, new float[] {1, 0, 2, 0, 0, 1, 2, 0, 3}));

        HighlyVariableGenes found = HighlyVariableGenes.of(log, log, HvgFlavour.SEURAT, 3);

        assertFalse(found.chosen()[1]);
        assertTrue(Double.isNaN(found.score()[1]));
    }

    @Test
    void nothingIsChosenOfConstantGenesOrWhenNoneIsAsked() {
        ExpressionMatrix constant = ExpressionMatrix.of(new DenseMatrix(2, 2, new float[] {1, 1, 1, 1}));
        ExpressionMatrix varied = ExpressionMatrix.of(new DenseMatrix(2, 2, new float[] {1, 3, 2, 1}));

        assertArrayEquals(
                new boolean[] {false, false},
                HighlyVariableGenes.of(constant, constant, HvgFlavour.SEURAT, 2).chosen());
        assertArrayEquals(
                new boolean[] {false, false},
                HighlyVariableGenes.of(varied, varied, HvgFlavour.SEURAT, 0).chosen());
    }

    @Test
    void spotWithoutCountsStaysZero() {
        ExpressionMatrix counts = ExpressionMatrix.of(new DenseMatrix(2, 2, new float[] {0, 0, 3, 1}));

        ExpressionMatrix log = Normalisation.logNormalise(counts, 8);

        assertArrayEquals(
                new float[] {0, 0, (float) Math.log1p(6), (float) Math.log1p(2)},
                log.dense().values());
        assertEquals(4, Normalisation.medianTotal(List.of(counts)));
    }

    @Test
    void impossibleTargetsAreRefused() {
        ExpressionMatrix empty = ExpressionMatrix.of(DenseMatrix.zeros(2, 2));

        assertThrows(IllegalArgumentException.class, () -> Normalisation.medianTotal(List.of(empty)));
        assertThrows(IllegalArgumentException.class, () -> Normalisation.logNormalise(empty, 0));
        assertThrows(IllegalArgumentException.class, () -> Normalisation.logNormalise(empty, Double.NaN));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
