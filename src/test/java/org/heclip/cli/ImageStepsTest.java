package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.h5ad.TileReader;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** qc, align, tile and simulate as they are run, on a made-up section of 24 spots and 6 genes. */
class ImageStepsTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int SPOTS = 24;
    private static final int GENES = 6;

    @TempDir
    Path folder;

    private Path image;
    private Path section;
    private String errors;

    @BeforeEach
    void writeSection() throws IOException {
        image = folder.resolve("image.png");
        ImageIO.write(picture(), "png", image.toFile());
        section = folder.resolve("section.h5ad");
        H5ad.write(section, section(Map.of()));
    }

    /** Pink on the left, with a texture that tells pixels apart; white on the right. */
    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(
                        x, y, x < 180 ? (190 + x % 7) << 16 | (110 + y % 11) << 8 | 170 + (x + y) % 13 : 0xf4f4f6);
            }
        }
        return picture;
    }

    /** Six columns of four spots, 28 pixels apart; the last spot is out of tissue. */
    private AnnData section(Map<String, Object> changed) throws IOException {
        List<String> barcodes = new ArrayList<>();
        double[] xy = new double[2 * SPOTS];
        long[] tissue = new long[SPOTS];
        float[] counts = new float[SPOTS * GENES];
        for (int s = 0; s < SPOTS; s++) {
            barcodes.add(s % 6 + "x" + s / 6);
            xy[2 * s] = 20 + 28 * (s % 6);
            xy[2 * s + 1] = 40 + 28 * (s / 6);
            tissue[s] = s < SPOTS - 1 ? 1 : 0;
            for (int g = 0; g < GENES; g++) {
                counts[s * GENES + g] = g == 5 ? 0 : s * (g + 1) % 17;
            }
        }
        Map<String, Object> heclip = new LinkedHashMap<>();
        heclip.put("section", "A");
        heclip.put("patient", "P");
        heclip.put("technology", "st");
        heclip.put("mpp", 1.0);
        heclip.put("image_sha256", Sha256.of(image));
        heclip.put("image_width", WIDTH);
        heclip.put("image_height", HEIGHT);
        heclip.put("image_scale", 1.0);
        heclip.putAll(changed);
        heclip.values().removeIf("absent"::equals);
        return AnnData.of(
                        ExpressionMatrix.of(new DenseMatrix(SPOTS, GENES, counts)),
                        DataFrame.of(barcodes).with("in_tissue", new Column.Ints(tissue)),
                        DataFrame.of(List.of("MT-CO1", "A", "B", "C", "D", "E")))
                .withObsm("spatial", NdArray.of(SPOTS, 2, xy))
                .withUns("spatial", Map.of("A", Map.of("scalefactors", Map.of("spot_diameter_fullres", 14.0))))
                .withUns("heclip", heclip);
    }

    private int run(Step step, Object... arguments) {
        StringWriter text = new StringWriter();
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            String[] args =
                    java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
            return Main.execute(step, args, new PrintWriter(text, true));
        } finally {
            System.setErr(standardError);
            errors = text + warnings.toString(StandardCharsets.UTF_8);
        }
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    private void assertRefused(int status, String... parts) {
        assertEquals(ExitCode.BAD_INPUT, status, errors);
        assertEquals(1, errors.strip().lines().count(), errors);
        for (String part : parts) {
            assertTrue(errors.contains(part), errors);
        }
        assertFalse(Files.exists(folder.resolve("out")), "a refused input leaves no output");
    }

    @Test
    void qcKeepsWhatPassesAndSaysSo() throws IOException {
        int status = run(
                new Qc(),
                "--section",
                section,
                "--output",
                out("a.h5ad"),
                "--summary",
                out("a.tsv"),
                "--min-counts",
                20,
                "--min-genes",
                3,
                "--min-spots",
                10);
        assertEquals(ExitCode.DONE, status, errors);
        List<String> summary = Files.readAllLines(out("a.tsv"));
        assertEquals(
                "section\tpatient\tpassed\treason\tspots_before\tspots_after\tgenes_before\tgenes_after\tmedian_counts"
                        + "\tmedian_genes",
                summary.get(0));
        AnnData kept = H5ad.read(out("a.h5ad"));
        assertEquals(kept.obs().size() + "", summary.get(1).split("\t")[5]);
        assertEquals(List.of("MT-CO1", "A", "B", "C", "D"), kept.var().index());
        assertEquals("2x0", kept.obs().index().get(0), "the first two have 0 and 15 counts");
        assertFalse(kept.obs().index().contains("5x3"), "out of tissue");
        double total = ((Column.Doubles) kept.obs().column("total_counts").orElseThrow()).values()[0];
        assertEquals(2 + 4 + 6 + 8 + 10, total);
        Map<?, ?> heclip = (Map<?, ?>) kept.uns().get("heclip");
        assertEquals(20, ((Number) heclip.get("qc_min_counts")).intValue());
    }

    @Test
    void aFailedSectionLeavesASummaryOnly() throws IOException {
        int status = run(new Qc(), "--section", section, "--output", out("a.h5ad"), "--summary", out("a.tsv"));
        assertEquals(ExitCode.DONE, status, errors);
        assertFalse(Files.exists(out("a.h5ad")));
        assertTrue(errors.contains("section A FAILS quality control"), errors);
        assertTrue(Files.readAllLines(out("a.tsv")).get(1).contains("\tfalse\t0 of 23 spots"));
    }

    @Test
    void senselessThresholdsAreRefused() {
        assertRefused(
                run(
                        new Qc(),
                        "--section",
                        section,
                        "--output",
                        out("a.h5ad"),
                        "--summary",
                        out("a.tsv"),
                        "--max-pct-mt",
                        101),
                "max-pct-mt is 101.0");
    }

    @Test
    void alignAddsTissueThumbnailsAndOrientation() {
        int status = run(new Align(), "--section", section, "--image", image, "--output", out("a.h5ad"));
        assertEquals(ExitCode.DONE, status, errors);
        AnnData aligned = H5ad.read(out("a.h5ad"));
        double[] fractions =
                ((Column.Doubles) aligned.obs().column("tissue_fraction").orElseThrow()).values();
        assertEquals(1, fractions[0]);
        Map<?, ?> heclip = (Map<?, ?>) aligned.uns().get("heclip");
        assertTrue(heclip.containsKey("orientation_margin") && heclip.containsKey("align_warnings"));
        Map<?, ?> spatial = (Map<?, ?>) ((Map<?, ?>) aligned.uns().get("spatial")).get("A");
        NdArray hires = (NdArray) ((Map<?, ?>) spatial.get("images")).get("hires");
        assertArrayEquals(new int[] {HEIGHT, WIDTH, 3}, hires.shape());
        assertArrayEquals(pixels(image).pixels(), (byte[]) hires.values());
        Map<?, ?> factors = (Map<?, ?>) spatial.get("scalefactors");
        assertEquals(1.0, factors.get("tissue_hires_scalef"));
        assertEquals(14.0, factors.get("spot_diameter_fullres"));
    }

    @Test
    void theHiresImageGivenForFullResolutionIsNamed() throws IOException {
        AnnData large = section(Map.of());
        double[] xy = ((double[]) large.obsm().get("spatial").values()).clone();
        for (int i = 0; i < xy.length; i++) {
            xy[i] *= 10;
        }
        Map<String, Object> factors = Map.of("spot_diameter_fullres", 140.0, "tissue_hires_scalef", 0.1);
        H5ad.write(
                section,
                large.withObsm("spatial", NdArray.of(SPOTS, 2, xy))
                        .withUns("spatial", Map.of("A", Map.of("scalefactors", factors))));
        assertRefused(
                run(new Align(), "--section", section, "--image", image, "--output", out("a.h5ad")),
                "is the smaller one of",
                "tissue_hires_scalef = 0.1");
    }

    @Test
    void anotherImageThanTheSectionsIsRefused() throws IOException {
        Path other = folder.resolve("other.png");
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", other.toFile());
        assertRefused(
                run(new Align(), "--section", section, "--image", other, "--output", out("a.h5ad")),
                "other.png",
                "SHA-256");
    }

    @Test
    void aMissingEntryOfTheSectionIsNamed() throws IOException {
        H5ad.write(section, section(Map.of("image_scale", "absent")));
        assertRefused(
                run(new Align(), "--section", section, "--image", image, "--output", out("a.h5ad")),
                "uns/heclip/image_scale");
    }

    /** Stains of their own directions, more eosin and less haematoxylin from column to column of spots. */
    @Test
    void stainsOfSpotsAreToldApartByTheSectionsOwnVectors() throws IOException {
        double[] h = {0.64, 0.70, 0.32};
        double[] e = {0.35, 0.75, 0.56};
        Random random = new Random(3);
        BufferedImage stained = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double share = Math.min(5, Math.max(0, (i % WIDTH - 6) / 28)) / 5.0;
            boolean isNucleus = random.nextDouble() > share;
            double amount = 0.6 + 0.6 * random.nextDouble();
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | (int) Math.round(240 * Math.exp(-amount * (isNucleus ? h[c] : e[c])) - 1);
            }
            stained.setRGB(i % WIDTH, i / WIDTH, rgb);
        }
        ImageIO.write(stained, "png", image.toFile());
        H5ad.write(section, section(Map.of()));
        assertEquals(0, run(new Align(), "--section", section, "--image", image, "--output", out("a.h5ad")), errors);
        AnnData aligned = H5ad.read(out("a.h5ad"));
        Map<?, ?> heclip = (Map<?, ?>) aligned.uns().get("heclip");
        assertEquals("macenko", heclip.get("od_vectors_source"));
        double[] vectors = (double[]) ((NdArray) heclip.get("od_vectors")).values();
        for (int c = 0; c < 3; c++) {
            assertEquals(h[c], vectors[c], 0.05);
            assertEquals(e[c], vectors[3 + c], 0.05);
        }
        double[] eosin = ((Column.Doubles) aligned.obs().column("eosin_od").orElseThrow()).values();
        double[] haematoxylin =
                ((Column.Doubles) aligned.obs().column("haematoxylin_od").orElseThrow()).values();
        for (int s = 0; s < SPOTS; s++) {
            assertEquals(0.9 * (s % 6) / 5, eosin[s], 0.1, "spot " + s);
            assertEquals(0.9 * (5 - s % 6) / 5, haematoxylin[s], 0.1, "spot " + s);
        }
    }

    @Test
    void withoutTwoStainsTheFixedVectorsAreUsedAndNamed() {
        assertEquals(0, run(new Align(), "--section", section, "--image", image, "--output", out("a.h5ad")), errors);
        Map<?, ?> heclip = (Map<?, ?>) H5ad.read(out("a.h5ad")).uns().get("heclip");
        assertTrue(heclip.get("od_vectors_source").toString().startsWith("ruifrok: "), heclip.toString());
        assertFalse(heclip.containsKey("od_vectors"));
    }

    @Test
    void tilesAreTheSquaresAroundTheSpots() {
        int status = run(
                new Tile(),
                "--section",
                section,
                "--image",
                image,
                "--tile-px",
                32,
                "--tile-mpp",
                "native",
                "--output",
                out("t.h5ad"));
        assertEquals(ExitCode.DONE, status, errors);
        assertFalse(errors.contains("padded"), errors);
        try (TileReader tiles = TileReader.open(out("t.h5ad"));
                Slide slide = Slides.open(image)) {
            assertEquals(SPOTS, tiles.size());
            for (int s = 0; s < SPOTS; s++) {
                byte[] square = slide.readRegion(4 + 28 * (s % 6), 24 + 28 * (s / 6), 32, 32)
                        .pixels();
                assertArrayEquals(square, tiles.read(s));
            }
        }
        AnnData data = H5ad.read(out("t.h5ad"));
        assertTrue(data.x().isEmpty());
        assertArrayEquals(new int[] {SPOTS, 18}, data.obsm().get("colour").shape());
        assertEquals(32, ((Number) ((Map<?, ?>) data.uns().get("heclip")).get("tile_px")).intValue());
        assertEquals(1.0, ((Map<?, ?>) data.uns().get("heclip")).get("tile_mpp"));
    }

    @Test
    void tilesOverTheEdgeAreCounted() {
        assertEquals(
                ExitCode.DONE,
                run(
                        new Tile(),
                        "--section",
                        section,
                        "--image",
                        image,
                        "--tile-px",
                        32,
                        "--tile-mpp",
                        "2",
                        "--output",
                        out("t.h5ad")));
        assertTrue(errors.contains("4 of 24 tiles reach over the image's edge"), errors);
    }

    @Test
    void aPixelSizeNeedsTheImages() throws IOException {
        H5ad.write(section, section(Map.of("mpp", "absent")));
        assertRefused(
                run(new Tile(), "--section", section, "--image", image, "--output", out("t.h5ad")),
                "--tile-mpp 0.5",
                "pixel size of the image is not known");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not an image at all");
        assertRefused(
                run(new Tile(), "--section", section, "--image", text, "--output", out("t.h5ad")),
                "text.png",
                "signature");
    }

    @Test
    void simulateRefusesSenselessSizes() {
        assertRefused(run(new Simulate(), "--output", out(""), "--patients", 0), "patients is 0");
    }

    @Test
    void simulateWritesItsTruth() throws IOException {
        assertEquals(
                ExitCode.DONE,
                run(new Simulate(), "--output", out(""), "--patients", 1, "--sections", 1, "--spots-per-side", 6));
        List<String> truth = Files.readAllLines(out("truth.tsv"));
        assertEquals("gene\tkind\tfeature", truth.get(0));
        assertEquals("MKI67\tplanted\tnuclei", truth.get(1));
        assertEquals("MT-ND1\tnull\t", truth.get(61));
        assertTrue(Files.exists(out("P1S1/outs/spatial/scalefactors_json.json")));
    }

    private static RgbImage pixels(Path image) {
        try (Slide slide = Slides.open(image)) {
            return slide.readRegion(0, 0, slide.width(), slide.height());
        }
    }

    /** Ingest chose that the image is looked at turned by a quarter; later steps do as it says. */
    @Test
    void aTurnedImageIsCutAsItsSectionSays() throws IOException {
        H5ad.write(section, section(Map.of("image_orientation", 6, "image_width", HEIGHT, "image_height", WIDTH)));
        int status = run(
                new Tile(),
                "--section",
                section,
                "--image",
                image,
                "--tile-px",
                9,
                "--tile-mpp",
                "native",
                "--output",
                out("tiles.h5ad"));
        assertEquals(0, status, errors);
        BufferedImage stored = picture();
        byte[] tile;
        try (TileReader tiles = TileReader.open(out("tiles.h5ad"))) {
            tile = tiles.read(0);
        }
        // the first spot is at (20, 40) of the turned image, whose (x, y) is (y, height - 1 - x) of the stored one
        int rgb = stored.getRGB(40, HEIGHT - 1 - 20);
        int centre = (4 * 9 + 4) * 3;
        assertEquals(rgb >> 16 & 0xff, tile[centre] & 0xff);
        assertEquals(rgb >> 8 & 0xff, tile[centre + 1] & 0xff);
    }
}
