package org.heclip.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.heclip.section.Spot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final Simulation SMALL = new Simulation(5, 2, 1, 7);

    private static final SimulatedSection SECTION = SimulatedSection.of(9, SimulatedGene.all(9), 1, 1, 12);

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        SMALL.write(folder, done -> {});
    }

    private static Map<String, Integer> hashes(Path root) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    private static List<String> gunzip(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(folder.resolve(name)))))) {
            return reader.lines().toList();
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes(@TempDir Path again) throws IOException {
        SMALL.write(again, done -> {});
        assertEquals(hashes(folder), hashes(again));
    }

    @Test
    void anotherSeedGivesOtherSections() {
        List<SimulatedGene> genes = SimulatedGene.all(5);
        int[][] one = SimulatedSection.of(5, genes, 1, 1, 6).counts();
        int[][] other = SimulatedSection.of(6, genes, 1, 1, 6).counts();
        assertNotEquals(Arrays.deepToString(one), Arrays.deepToString(other));
    }

    @Test
    void pathsOfTheSamplesheetExist() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("samplesheet.csv"));
        assertEquals("section,patient,spaceranger,counts,positions,image,scalefactors,h5ad,mpp", lines.get(0));
        assertEquals(3, lines.size());
        for (String line : lines.subList(1, 3)) {
            String[] fields = line.split(",", -1);
            assertEquals(9, fields.length);
            for (String path : Arrays.copyOfRange(fields, 2, 8)) {
                assertTrue(path.isEmpty() || Files.exists(folder.resolve(path)), path);
            }
        }
    }

    @Test
    void spaceRangersFilesAgree() throws IOException {
        String matrix = "P1S1/outs/filtered_feature_bc_matrix/";
        List<String> barcodes = gunzip(matrix + "barcodes.tsv.gz");
        List<String> features = gunzip(matrix + "features.tsv.gz");
        List<String> entries = gunzip(matrix + "matrix.mtx.gz");
        assertEquals(features.size() + " " + barcodes.size() + " " + (entries.size() - 3), entries.get(2));
        List<String> positions = Files.readAllLines(folder.resolve("P1S1/outs/spatial/tissue_positions.csv"));
        List<String> covered = positions.stream()
                .filter(line -> line.split(",")[1].equals("1"))
                .map(line -> line.split(",")[0])
                .toList();
        assertEquals(barcodes, covered);
        BufferedImage full = ImageIO.read(folder.resolve("P1S1/image.png").toFile());
        for (String line : positions.subList(1, positions.size())) {
            String[] fields = line.split(",");
            assertTrue(Integer.parseInt(fields[4]) < full.getHeight() && Integer.parseInt(fields[5]) < full.getWidth());
        }
    }

    @Test
    void legacyCountsNameTheirPlaces() throws IOException {
        List<String> counts = gunzip("P2S1/counts.tsv.gz");
        List<String> selected = Files.readAllLines(folder.resolve("P2S1/selection.tsv")).stream()
                .filter(line -> line.endsWith("\t1"))
                .map(line -> line.split("\t")[0] + "x" + line.split("\t")[1])
                .toList();
        assertEquals(
                selected,
                counts.stream().skip(1).map(line -> line.split("\t")[0]).toList());
        assertEquals(401, counts.get(0).split("\t", -1).length);
    }

    @Test
    void sixtyGenesArePlantedAndTheRestAreNull() {
        List<Simulation.Truth> truth = SMALL.truth();
        assertEquals(400, truth.size());
        assertEquals(400, truth.stream().map(Simulation.Truth::gene).distinct().count());
        assertEquals(60, truth.stream().filter(t -> t.kind().equals("planted")).count());
        assertEquals(
                20, truth.stream().filter(t -> "glands".equals(t.feature())).count());
        assertEquals(13, truth.stream().filter(t -> t.gene().startsWith("MT-")).count());
    }

    /** Planted genes follow what was planted in the tissue; null genes do not, whatever their patches. */
    @Test
    void plantedGenesFollowTheirFeatureAndNullGenesNone() {
        SimulatedSection section = SECTION;
        List<SimulatedGene> genes = section.genes();
        double[][] features = Morphology.standardised(section.morphology());
        double[][] log = logNormalised(section.counts());
        double planted = 0;
        double unplanted = 0;
        for (int g = 0; g < genes.size(); g++) {
            double[] gene = column(log, g);
            SimulatedGene spec = genes.get(g);
            if (spec.isPlanted()) {
                double pcc = new PearsonsCorrelation().correlation(gene, features[spec.feature()]);
                assertTrue(pcc * spec.effect() > 0, spec.symbol() + " has PCC " + pcc + " of effect " + spec.effect());
                planted += Math.abs(pcc) / 60;
            } else {
                unplanted += new PearsonsCorrelation().correlation(gene, features[0]) / 340;
            }
        }
        assertTrue(planted > 0.6, "mean |PCC| of planted genes " + planted);
        assertTrue(Math.abs(unplanted) < 0.05, "mean PCC of null genes " + unplanted);
    }

    @Test
    void nucleiAreWhereTheyArePlanted() {
        SimulatedSection section = SECTION;
        List<Spot> spots = section.covered();
        double[] nuclei =
                section.morphology().stream().mapToDouble(Morphology::nuclei).toArray();
        double[] dark = spots.stream()
                .mapToDouble(spot -> darkShare(section.image(), spot, (int) (56 / section.mpp())))
                .toArray();
        double pcc = new PearsonsCorrelation().correlation(nuclei, dark);
        assertTrue(pcc > 0.8, "PCC of planted nuclei and dark pixels " + pcc);
    }

    @Test
    void senselessSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Simulation(1, 0, 1, 14));
        assertThrows(IllegalArgumentException.class, () -> new Simulation(1, 1, 1, 4000));
    }

    private static double darkShare(BufferedImage image, Spot spot, int half) {
        int x0 = (int) spot.xFullResPx() - half;
        int y0 = (int) spot.yFullResPx() - half;
        int[] pixels = image.getRGB(x0, y0, 2 * half, 2 * half, null, 0, 2 * half);
        return Arrays.stream(pixels).filter(rgb -> (rgb >> 16 & 0xff) < 130).count() / (double) pixels.length;
    }

    private static double[][] logNormalised(int[][] counts) {
        return Arrays.stream(counts)
                .map(spot -> {
                    double total = IntStream.of(spot).sum();
                    return IntStream.of(spot)
                            .mapToDouble(c -> Math.log1p(c / total * 6000))
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static double[] column(double[][] matrix, int g) {
        return Arrays.stream(matrix).mapToDouble(row -> row[g]).toArray();
    }
}
