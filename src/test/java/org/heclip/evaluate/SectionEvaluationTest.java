package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.heclip.Golden;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionEvaluationTest {
    private static final Map<String, Function<GeneScore, Double>> COLUMNS = Map.of(
            "pcc", GeneScore::pcc,
            "spearman", GeneScore::spearman,
            "rmse", GeneScore::rmse,
            "mae", GeneScore::mae,
            "ssim", GeneScore::ssim,
            "jensen_shannon", GeneScore::jensenShannon,
            "morans_i_measured", GeneScore::moransIMeasured,
            "morans_i_predicted", GeneScore::moransIPredicted,
            "p_value", GeneScore::pValue,
            "q_value", GeneScore::qValue);

    @ParameterizedTest
    @ValueSource(strings = {"square", "hexagonal", "her2st"})
    void rowsHoldTheFiguresOfScipyAndScikitImageToSixDigits(String data) {
        Map<String, List<String>> expected = Golden.table("metrics/" + data + ".expected.tsv");

        List<GeneScore> scores =
                SectionEvaluation.of(golden(data), 20, 1, Set.of()).genes();

        COLUMNS.forEach((column, figure) -> {
            double[] values = Golden.doubles(expected.get(column));
            for (int g = 0; g < values.length; g++) {
                Double found = figure.apply(scores.get(g));
                if (Double.isNaN(values[g])) {
                    assertNull(found, column + " of gene " + g);
                } else {
                    assertEquals(1, found / values[g], 6e-6, column + " of gene " + g);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"square", "hexagonal", "her2st"})
    void unroundedFiguresEqualScipyAndScikitImage(String data) {
        PredictedSection section = golden(data);
        Map<String, List<String>> expected = Golden.table("metrics/" + data + ".expected.tsv");
        StructuralSimilarity ssim = StructuralSimilarity.on(section.arrayRow(), section.arrayCol());
        MoransI moran = MoransI.on(
                section.xFullResPx(),
                section.yFullResPx(),
                SpotArray.neighbours(section.arrayRow(), section.arrayCol()));
        double[] pValues = new double[section.genes().size()];
        for (int g = 0; g < pValues.length; g++) {
            double[] a = section.measured().column(g);
            double[] b = section.predicted().column(g);
            double pcc = Agreement.pearson(a, b);
            pValues[g] = Agreement.pValue(pcc, a.length);
            double[] found = {
                pcc,
                Agreement.spearman(a, b),
                Agreement.rootMeanSquareError(a, b),
                Agreement.meanAbsoluteError(a, b),
                ssim.of(a, b),
                Agreement.jensenShannon(a, b),
                moran.of(a),
                moran.of(b),
                pValues[g]
            };
            List<String> columns = List.of(
                    "pcc",
                    "spearman",
                    "rmse",
                    "mae",
                    "ssim",
                    "jensen_shannon",
                    "morans_i_measured",
                    "morans_i_predicted",
                    "p_value");
            for (int c = 0; c < found.length; c++) {
                double figure = Golden.doubles(expected.get(columns.get(c)))[g];
                // p-values are small: part of their own size
                double tolerance = columns.get(c).equals("p_value") && figure > 0 ? 1e-9 * figure : 1e-9;
                assertEquals(figure, found[c], tolerance, columns.get(c) + " of " + g);
            }
        }
        double[] qValues = FalseDiscovery.benjaminiHochberg(pValues);
        for (int g = 0; g < qValues.length; g++) {
            double figure = Golden.doubles(expected.get("q_value"))[g];
            assertEquals(figure, qValues[g], figure > 0 ? 1e-9 * figure : 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"square", "hexagonal", "her2st"})
    void coverageIsThatOfScipysNormalIntervals(String data) {
        PredictedSection section = golden(data);
        Map<String, List<String>> expected = Golden.table("metrics/" + data + ".calibration.tsv");
        int genes = section.genes().size();
        DenseMatrix sd = DenseMatrix.zeros(section.spots(), genes);
        for (int i = 0; i < sd.values().length; i++) {
            sd.values()[i] = 0.25f + (i / genes + i % genes) % 5 / 8f;
        }
        boolean[] all = new boolean[genes];
        Arrays.fill(all, true);

        List<Calibration.Level> levels = Calibration.of(
                section.origin(), section.measured(), section.predicted(), sd, all, Calibration.Intervals.normal());

        for (int l = 0; l < levels.size(); l++) {
            assertEquals(
                    Golden.doubles(expected.get("nominal"))[l], levels.get(l).nominal());
            assertEquals(
                    Golden.doubles(expected.get("observed"))[l], levels.get(l).observed(), 1e-6);
            assertEquals((long) section.spots() * genes, levels.get(l).spotsGenes());
        }
        Calibration.Level none = Calibration.of(
                        section.origin(),
                        section.measured(),
                        section.predicted(),
                        sd,
                        new boolean[genes],
                        Calibration.Intervals.normal())
                .get(0);
        assertNull(none.observed());
    }

    @Test
    void undefinedPccCountsAsZeroInThePanelAndIsCounted() {
        SectionEvaluation found = SectionEvaluation.of(golden("square"), 0, 1, Set.of());

        PanelScore all = found.panels().get(0);
        double sum = found.genes().stream()
                .mapToDouble(gene -> gene.pcc() == null ? 0 : gene.pcc())
                .sum();
        assertEquals("all", all.panel());
        assertEquals(6, all.n());
        assertEquals(2, all.undefined());
        assertEquals(sum / 6, all.mean(), 1e-6);
    }

    @Test
    void panelsFollowTrainingRanksAndMarkersTheirList() {
        SectionEvaluation found = SectionEvaluation.of(random(200, 20, 5), 3, 1, Set.of("g7", "absent"));

        Map<String, Integer> sizes = new HashMap<>();
        found.panels().forEach(panel -> sizes.put(panel.panel(), panel.n()));
        // see random(): ranks are 4 g, every second gene is variable
        assertEquals(Map.of("all", 200, "hvg50", 7, "heg50", 13, "heg1000", 200, "markers", 1), sizes);
        assertEquals(15, found.replicates().size());
    }

    @Test
    void intervalHoldsTheFigureAndIsTheSameForTheSameSeed() {
        PredictedSection section = random(30, 120, 6);

        SectionEvaluation one = SectionEvaluation.of(section, 200, 42, Set.of());
        SectionEvaluation same = SectionEvaluation.of(section, 200, 42, Set.of());
        SectionEvaluation other = SectionEvaluation.of(section, 200, 43, Set.of());

        assertEquals(one, same);
        assertNotEquals(one.genes(), other.genes());
        one.genes().forEach(gene -> assertTrue(gene.ciLow() < gene.pcc() && gene.pcc() < gene.ciHigh()));
    }

    @Test
    void resampledPccIsThatOfTheDrawnSpots() {
        PredictedSection section = random(1, 60, 7);
        double[] a = section.measured().column(0);
        double[] b = section.predicted().column(0);
        Bootstrap bootstrap = Bootstrap.of(60, 25, 3);

        double[] found = bootstrap.pearson(a, b);

        for (int r = 0; r < 25; r++) {
            int[] drawn = bootstrap.drawn(r);
            assertEquals(60, drawn.length);
            assertEquals(
                    Agreement.pearson(
                            IntStream.of(drawn).mapToDouble(s -> a[s]).toArray(),
                            IntStream.of(drawn).mapToDouble(s -> b[s]).toArray()),
                    found[r],
                    1e-12);
        }
    }

    @Test
    void intervalIsThatOfNumpyPercentiles() {
        // numpy.percentile([1, 2, 4, 8, 16], [2.5, 97.5])
        Bootstrap.Interval interval = Bootstrap.interval(new double[] {16, 4, 1, Double.NaN, 8, 2});

        assertEquals(1.1, interval.low(), 1e-12);
        assertEquals(15.2, interval.high(), 1e-12);
        assertTrue(Double.isNaN(
                Bootstrap.interval(new double[] {1, Double.NaN, Double.NaN}).low()));
    }

    @Test
    void spotCorrelationRunsOverGenes() {
        PredictedSection section = random(40, 9, 8);

        List<SpotScore> spots = SectionEvaluation.of(section, 0, 1, Set.of()).spots();

        double[] a = IntStream.range(0, 40)
                .mapToDouble(g -> section.measured().get(3, g))
                .toArray();
        double[] b = IntStream.range(0, 40)
                .mapToDouble(g -> section.predicted().get(3, g))
                .toArray();
        assertEquals("spot3", spots.get(3).barcode());
        assertEquals(Agreement.pearson(a, b), spots.get(3).pcc(), 1e-5);
    }

    @Test
    void sectionsTooSmallOrDoublePlacedHaveEmptyFigures() {
        GeneScore one =
                SectionEvaluation.of(random(1, 1, 1), 5, 1, Set.of()).genes().get(0);
        assertNull(one.pcc());
        assertNull(one.ssim());
        assertNull(one.moransIMeasured());
        assertNull(one.pValue());
        assertNull(one.ciLow());

        StructuralSimilarity samePlace = StructuralSimilarity.on(new int[9], new int[9]);
        assertTrue(Double.isNaN(samePlace.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new double[9])));
    }

    private static PredictedSection golden(String data) {
        Map<String, List<String>> spots = Golden.table("metrics/" + data + ".spots.tsv");
        DenseMatrix measured = matrix(Golden.table("metrics/" + data + ".measured.tsv"));
        int n = measured.rows();
        return new PredictedSection(
                new Origin("ridge", "honest", "F", data),
                IntStream.range(0, n).mapToObj(s -> "spot" + s).toList(),
                IntStream.range(0, measured.cols())
                        .mapToObj(g -> new RankedGene("g" + g, null, g))
                        .toList(),
                measured,
                matrix(Golden.table("metrics/" + data + ".predicted.tsv")),
                spots.get("row").stream().mapToInt(Integer::parseInt).toArray(),
                spots.get("col").stream().mapToInt(Integer::parseInt).toArray(),
                Golden.doubles(spots.get("x")),
                Golden.doubles(spots.get("y")));
    }

    private static DenseMatrix matrix(Map<String, List<String>> table) {
        List<double[]> columns =
                new ArrayList<>(table.values().stream().map(Golden::doubles).toList());
        DenseMatrix matrix = DenseMatrix.zeros(columns.get(0).length, columns.size());
        for (int s = 0; s < matrix.rows(); s++) {
            for (int g = 0; g < matrix.cols(); g++) {
                matrix.values()[s * matrix.cols() + g] = (float) columns.get(g)[s];
            }
        }
        return matrix;
    }

    private static PredictedSection random(int genes, int spots, long seed) {
        Random random = new Random(seed);
        DenseMatrix measured = DenseMatrix.zeros(spots, genes);
        DenseMatrix predicted = DenseMatrix.zeros(spots, genes);
        for (int i = 0; i < genes * spots; i++) {
            measured.values()[i] = random.nextFloat();
            predicted.values()[i] = 0.5f * measured.values()[i] + random.nextFloat();
        }
        int[] row = IntStream.range(0, spots).map(s -> s / 10).toArray();
        int[] col = IntStream.range(0, spots).map(s -> s % 10).toArray();
        return new PredictedSection(
                new Origin("heclip", "honest", "F", "S"),
                IntStream.range(0, spots).mapToObj(s -> "spot" + s).toList(),
                IntStream.range(0, genes)
                        .mapToObj(g -> new RankedGene("g" + g, g % 2 == 0 ? 4 * g : null, 4 * g))
                        .toList(),
                measured,
                predicted,
                row,
                col,
                IntStream.of(col).asDoubleStream().toArray(),
                IntStream.of(row).asDoubleStream().toArray());
    }
}
