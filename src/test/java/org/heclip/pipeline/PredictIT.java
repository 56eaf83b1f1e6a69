package org.heclip.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.PythonOracle;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Modes train and predict, as a user starts them: a bundle of three simulated sections, and with it slides of the fourth: at its
 * spots, with its counts, on a grid, at half the resolution; and something that is no slide.
 */
class PredictIT {
    private static final String HELD_OUT = "P2S2";
    private static final double TOLERANCE = 1e-5;
    /** What the models learn from in both runs; with a given penalty no run chooses another one. */
    private static final String LEARNING =
            "--tile_px 48 --tile_mpp 2 --encoder resnet18 --n_hvg 40 --n_heg 120 --models heclip_plus --bootstrap 20"
                    + " --heclip_plus_penalty 0.3";

    private static Path folder;

    @BeforeAll
    static void trainAndPredict() throws IOException {
        folder = Nextfloww.freshFolder("predict");
        Path jar = Nextfloww.STEPS.resolve("simulate.jar");
        Nextfloww.Result simulated = Nextfloww.start(
                folder,
                Map.of(),
                words("java -jar " + jar + " --seed 3 --spots-per-side 10 --output " + folder.resolve("sim")));
        assertEquals(0, simulated.exit(), simulated.output());
        List<String> rows = Files.readAllLines(folder.resolve("sim/samplesheet.csv"));
        Files.write(
                folder.resolve("sim/three.csv"),
                rows.stream().filter(row -> !row.startsWith(HELD_OUT)).toList());
        Files.writeString(
                folder.resolve("split.tsv"),
                """
                fold	section	role
                held	P1S1	train
                held	P1S2	train
                held	P2S1	train
                held	P2S1	validation
                held	P2S2	test
                """);
        Files.writeString(
                folder.resolve("sim/slides.csv"),
                """
                section,mpp,image,positions,counts
                spots,,P2S2/image.jpg,P2S2/selection.tsv,
                counted,1.0,P2S2/image.jpg,P2S2/selection.tsv,P2S2/counts.tsv.gz
                full,1.0,P2S2/image.jpg,,
                half,2.0,half.png,,
                photo,1.0,photo.png,,
                """);
        ImageIO.write(half(), "png", folder.resolve("sim/half.png").toFile());
        ImageIO.write(photo(), "png", folder.resolve("sim/photo.png").toFile());
        run("--input sim/samplesheet.csv --split file --split_file split.tsv --outdir benchmark " + LEARNING);
        run("--mode train --input sim/three.csv --bundle_name three --outdir trained -resume " + LEARNING);
        run("--mode predict --input sim/slides.csv --bundle trained/bundle/three.heclip --grid square"
                + " --grid_spacing_um 80 --positions_per_task 200 --outdir predicted");
    }

    @Test
    void imageAloneGivesTheBenchmarksPrediction() {
        AnnData benchmark = H5ad.read(folder.resolve("benchmark/predictions/heclip_plus/" + HELD_OUT + ".h5ad"));
        AnnData alone = prediction("spots");
        assertFalse(alone.layers().containsKey("measured"));
        assertSamePrediction(benchmark, alone);
        assertSamePrediction(benchmark, prediction("counted"));
        assertEquals("in_domain", verdict("spots"));
    }

    @Test
    void slideWithCountsIsEvaluatedAsInTheBenchmark() {
        Map<String, Double> benchmark = pccs("benchmark", "heclip_plus", HELD_OUT);
        Map<String, Double> found = pccs("predicted", "heclip_plus", "counted");
        assertEquals(benchmark.keySet(), found.keySet());
        benchmark.forEach((gene, pcc) -> assertEquals(pcc, found.get(gene), TOLERANCE, gene));
    }

    @Test
    void halfTheResolutionGivesTheSameMap() {
        AnnData full = prediction("full");
        AnnData half = prediction("half");
        List<String> both =
                full.obs().index().stream().filter(half.obs().index()::contains).toList();
        assertTrue(
                both.size() > 0.95 * full.obs().size(),
                both.size() + " of " + full.obs().size());
        double[] sorted = IntStream.range(0, full.var().size())
                .mapToDouble(g -> new PearsonsCorrelation().correlation(column(full, both, g), column(half, both, g)))
                .filter(r -> !Double.isNaN(r))
                .sorted()
                .toArray();
        assertTrue(sorted.length > 0.9 * full.var().size(), sorted.length + " genes vary");
        assertTrue(sorted[sorted.length / 2] > 0.9, "median correlation " + sorted[sorted.length / 2]);
    }

    @Test
    void photographIsOutOfDomain() throws IOException {
        assertEquals("out_of_domain", verdict("photo"));
        assertTrue(Files.readString(folder.resolve("predicted/predictions/photo.summary.yml"))
                .contains("verdict: out_of_domain"));
    }

    @Test
    void everySlideHasItsMaps() {
        for (String slide : List.of("spots", "counted", "full", "half", "photo")) {
            for (String name : List.of("slide.html", "maps.ome.tif", "positions.geojson", "png")) {
                Path file = folder.resolve("predicted/maps/" + slide + "/" + name);
                assertTrue(Files.exists(file), file.toString());
            }
        }
    }

    @Test
    void mapsOpenInOtherPrograms() throws IOException, InterruptedException {
        for (String slide : List.of("spots", "full")) {
            PythonOracle.run("check_maps.py", folder.resolve("predicted/maps/" + slide), file(slide));
        }
    }

    private static void assertSamePrediction(AnnData benchmark, AnnData found) {
        assertEquals(benchmark.var().index(), found.var().index());
        assertEquals(benchmark.obs().size(), found.obs().size());
        DenseMatrix expected = benchmark.layers().get("predicted").dense();
        DenseMatrix x = found.x().orElseThrow().dense();
        for (int s = 0; s < found.obs().size(); s++) {
            String spot = found.obs().index().get(s);
            int row = benchmark.obs().index().indexOf(spot);
            assertArrayEquals(expected.row(row), x.row(s), (float) TOLERANCE, spot);
        }
    }

    private static String verdict(String slide) {
        return ((Map<?, ?>) prediction(slide).uns().get("heclip"))
                .get("verdict")
                .toString();
    }

    private static AnnData prediction(String slide) {
        return H5ad.read(file(slide));
    }

    private static Path file(String slide) {
        return folder.resolve("predicted/predictions/" + slide + ".h5ad");
    }

    private static Map<String, Double> pccs(String results, String model, String section) {
        return Table.read(folder.resolve(results + "/metrics/genes.tsv")).stream()
                .filter(row -> row.get("section").equals(section)
                        && row.get("model").equals(model)
                        && !row.get("pcc").isEmpty())
                .collect(Collectors.toMap(
                        row -> row.get("gene"), row -> Double.valueOf(row.get("pcc")), (a, b) -> a, TreeMap::new));
    }

    private static double[] column(AnnData data, List<String> spots, int g) {
        DenseMatrix x = data.x().orElseThrow().dense();
        return spots.stream()
                .mapToDouble(spot -> x.get(data.obs().index().indexOf(spot), g))
                .toArray();
    }

    private static BufferedImage half() throws IOException {
        try (Slide slide = Slides.open(folder.resolve("sim/" + HELD_OUT + "/image.jpg"))) {
            RgbImage rgb = slide.thumbnail(Math.max(slide.width(), slide.height()) / 2);
            BufferedImage image = new BufferedImage(rgb.width(), rgb.height(), BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < rgb.width() * rgb.height(); i++) {
                int x = i % rgb.width();
                int y = i / rgb.width();
                image.setRGB(x, y, rgb.sample(x, y, 0) << 16 | rgb.sample(x, y, 1) << 8 | rgb.sample(x, y, 2));
            }
            return image;
        }
    }

    /** Grass under a blue sky. */
    private static BufferedImage photo() {
        BufferedImage image = new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        Random random = new Random(5);
        pen.setColor(new Color(90, 150, 230));
        pen.fillRect(0, 0, 900, 900);
        for (int i = 0; i < 20_000; i++) {
            pen.setColor(new Color(30 + random.nextInt(60), 90 + random.nextInt(90), 20));
            pen.fillOval(random.nextInt(900), 300 + random.nextInt(600), 12, 12);
        }
        pen.dispose();
        return image;
    }

    private static void run(String arguments) {
        Nextfloww.Result result = Nextfloww.run(folder, words(arguments).toArray(String[]::new));
        assertEquals(0, result.exit(), result.output());
    }

    private static List<String> words(String line) {
        return new ArrayList<>(Arrays.asList(line.split(" ")));
    }
}
