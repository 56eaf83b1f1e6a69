package org.heclip.qc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.heclip.ingest.Counts;
import org.heclip.ingest.CountsTsv;
import org.heclip.slide.GoldenFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A section of HER2+ breast cancer against scanpy (src/test/python/make_qc_golden.py). */
class RealSectionQcTest {
    private static final Path FILE = Path.of("../shared/data/her2st/C3.tsv.gz");
    private static final double TOLERANCE = 1e-6;
    private static Counts section;

    @BeforeAll
    static void read() {
        assumeTrue(Files.isReadable(FILE), FILE + " is absent: metrics are not compared on real data");
        section = CountsTsv.read(FILE);
    }

    private static void assertClose(String expected, double got) {
        double value = Double.parseDouble(expected);
        assertEquals(value, got, TOLERANCE * Math.max(1, Math.abs(value)));
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return places;
    }

    private static SpotMetrics spots() {
        return SpotMetrics.of(section.matrix(), section.symbols());
    }

    @Test
    void spotMetricsAreScanpys() throws IOException {
        SpotMetrics metrics = spots();
        List<String[]> rows = GoldenFile.tsv("qc/her2st_c3_obs.tsv");
        Map<String, Integer> places = places(section.spots());
        assertEquals(rows.size(), places.size());
        for (String[] row : rows) {
            int s = places.get(row[0]);
            assertClose(row[1], metrics.genesByCounts()[s]);
            assertClose(row[2], metrics.log1pGenesByCounts()[s]);
            assertClose(row[3], metrics.totalCounts()[s]);
            assertClose(row[4], metrics.log1pTotalCounts()[s]);
            assertClose(row[5], metrics.pctCountsMt()[s]);
        }
    }

    @Test
    void geneMetricsAreScanpys() throws IOException {
        GeneMetrics metrics = GeneMetrics.of(section.matrix());
        Map<String, Integer> places = places(section.symbols());
        for (String[] row : GoldenFile.tsv("qc/her2st_c3_var.tsv")) {
            int g = places.get(row[0]);
            assertClose(row[1], metrics.cellsByCounts()[g]);
            assertClose(row[2], metrics.meanCounts()[g]);
            assertClose(row[3], metrics.log1pMeanCounts()[g]);
            assertClose(row[4], metrics.pctDropoutByCounts()[g]);
            assertClose(row[5], metrics.totalCounts()[g]);
            assertClose(row[6], metrics.log1pTotalCounts()[g]);
        }
    }

    @Test
    void outliersAreThoseOfSingleCellBestPractices() throws IOException {
        boolean[] tissue = new boolean[section.matrix().rows()];
        Arrays.fill(tissue, true);
        QcResult result = QcResult.of(
                section.matrix(), section.symbols(), tissue, new QcThresholds(0, 0, 0, 100, 0, OptionalDouble.of(2)));
        List<String[]> rows = GoldenFile.tsv("qc/her2st_c3_obs.tsv");
        Map<String, Integer> places = places(section.spots());
        int[] kept = rows.stream()
                .filter(row -> row[6].equals("True"))
                .mapToInt(row -> places.get(row[0]))
                .sorted()
                .toArray();
        assertArrayEquals(kept, result.keptSpots());
        assertEquals(rows.size(), IntStream.of(result.inTissue()).count());
    }
}
