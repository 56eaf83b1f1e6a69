package org.heclip.qc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.slide.GoldenFile;
import org.junit.jupiter.api.Test;

/** Metrics against scanpy's calculate_qc_metrics (src/test/python/make_qc_golden.py). */
class QcTest {
    private static final QcThresholds OPEN = thresholds(0, 0, 0, 100, 0);

    private static QcThresholds thresholds(int counts, int genes, int cells, double mt, int spots) {
        return new QcThresholds(counts, genes, cells, mt, spots, OptionalDouble.empty());
    }

    private static List<String> genes() throws IOException {
        try (var lines = Files.lines(GoldenFile.path("qc/counts.tsv"))) {
            return List.of(lines.findFirst().orElseThrow().split("\t"));
        }
    }

    private static ExpressionMatrix counts() throws IOException {
        return matrix(GoldenFile.tsv("qc/counts.tsv"));
    }

    private static ExpressionMatrix matrix(List<String[]> rows) {
        DenseMatrix dense = DenseMatrix.zeros(rows.size(), rows.get(0).length);
        for (int s = 0; s < dense.rows(); s++) {
            for (int g = 0; g < dense.cols(); g++) {
                dense.values()[s * dense.cols() + g] = Float.parseFloat(rows.get(s)[g]);
            }
        }
        return ExpressionMatrix.of(dense);
    }

    private static double[] column(String table, int index) throws IOException {
        return GoldenFile.tsv(table).stream()
                .mapToDouble(row -> Double.parseDouble(row[index]))
                .toArray();
    }

    private static boolean[] all(int n) {
        boolean[] flags = new boolean[n];
        Arrays.fill(flags, true);
        return flags;
    }

    private static void assertClose(double[] expected, double[] got) {
        assertEquals(expected.length, got.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], got[i], 1e-6 * Math.max(1, Math.abs(expected[i])));
        }
    }

    private static double[] doubles(long[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    @Test
    void spotMetricsAreScanpys() throws IOException {
        SpotMetrics metrics = SpotMetrics.of(counts(), genes());
        assertClose(column("qc/obs.tsv", 0), doubles(metrics.genesByCounts()));
        assertClose(column("qc/obs.tsv", 1), metrics.log1pGenesByCounts());
        assertClose(column("qc/obs.tsv", 2), metrics.totalCounts());
        assertClose(column("qc/obs.tsv", 3), metrics.log1pTotalCounts());
        assertClose(column("qc/obs.tsv", 4), metrics.pctCountsMt());
    }

    @Test
    void geneMetricsAreScanpys() throws IOException {
        GeneMetrics metrics = GeneMetrics.of(counts());
        assertClose(column("qc/var.tsv", 0), doubles(metrics.cellsByCounts()));
        assertClose(column("qc/var.tsv", 1), metrics.meanCounts());
        assertClose(column("qc/var.tsv", 2), metrics.log1pMeanCounts());
        assertClose(column("qc/var.tsv", 3), metrics.pctDropoutByCounts());
        assertClose(column("qc/var.tsv", 4), metrics.totalCounts());
        assertClose(column("qc/var.tsv", 5), metrics.log1pTotalCounts());
    }

    @Test
    void openThresholdsKeepAllSpotsInTissue() throws IOException {
        boolean[] tissue = all(25);
        tissue[4] = false;
        QcResult result = QcResult.of(counts(), genes(), tissue, OPEN);
        assertTrue(result.passed());
        assertEquals(24, result.inTissue().length);
        assertArrayEquals(IntStream.range(0, 24).toArray(), result.keptSpots());
        assertEquals(5, result.inTissue()[4], "indices of kept spots count spots in tissue");
        assertEquals(30, result.keptGenes().length);
    }

    @Test
    void eachThresholdTakesWhatFallsShortOfIt() {
        ExpressionMatrix counts = matrix(List.of(
                new String[] {"0", "5", "5", "0"},
                new String[] {"0", "0", "10", "0"},
                new String[] {"9", "1", "0", "0"},
                new String[] {"0", "3", "3", "1"}));
        List<String> genes = List.of("MT-CO1", "A", "B", "C");
        boolean[] tissue = all(4);
        assertArrayEquals(
                new int[] {0, 1, 2},
                QcResult.of(counts, genes, tissue, thresholds(10, 0, 0, 100, 0)).keptSpots());
        assertArrayEquals(
                new int[] {0, 2, 3},
                QcResult.of(counts, genes, tissue, thresholds(0, 2, 0, 100, 0)).keptSpots());
        assertArrayEquals(
                new int[] {0, 1, 3},
                QcResult.of(counts, genes, tissue, thresholds(0, 0, 0, 89.9, 0)).keptSpots());
        QcResult both = QcResult.of(counts, genes, tissue, thresholds(10, 2, 1, 50, 1));
        assertArrayEquals(new int[] {0}, both.keptSpots());
        assertArrayEquals(new int[] {1, 2}, both.keptGenes(), "genes are counted in kept spots only");
        assertEquals(10, both.medianCounts());
        assertEquals(2, both.medianGenes());
    }

    @Test
    void aSectionOfTooFewSpotsFailsWithAReason() throws IOException {
        QcResult result = QcResult.of(counts(), genes(), all(25), thresholds(0, 0, 0, 100, 26));
        assertFalse(result.passed());
        assertEquals("25 of 25 spots in tissue pass, at least 26 are needed", result.reason());
        QcResult none = QcResult.of(counts(), genes(), new boolean[25], OPEN);
        assertFalse(none.passed(), "a section without spots never passes");
        assertEquals(0, none.medianCounts());
    }

    @Test
    void aSpotWithoutCountsHasNoMitochondrialShare() {
        ExpressionMatrix counts = matrix(List.of(new String[] {"0", "0"}, new String[] {"1", "1"}));
        assertArrayEquals(
                new double[] {0, 50},
                SpotMetrics.of(counts, List.of("MT-CO1", "A")).pctCountsMt());
    }

    @Test
    void senselessThresholdsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> thresholds(-1, 0, 0, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> thresholds(0, 0, 0, 101, 0));
        assertThrows(IllegalArgumentException.class, () -> thresholds(0, 0, 0, Double.NaN, 0));
    }
}
