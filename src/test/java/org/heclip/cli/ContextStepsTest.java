package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.heclip.config.RecordYaml;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.h5ad.TileReader;
import org.heclip.model.ModelCard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wider view around each spot: cut by {@code tile}, looked at by {@code embed}, learned from by the models that see it. */
class ContextStepsTest {
    private static final int EDGE = 48;
    private static final int VIEW = 16;
    private static final int SPOTS = 60;
    private static final int GENES = 60;
    private static final int PLANTED = 5;
    private static final int PX = 32;

    @TempDir
    private static Path folder;

    /** Three spots on the picture that OpenCV was given; sections whose counts follow the wider view alone. */
    @BeforeAll
    static void sections() throws IOException {
        byte[] source = golden("source.rgb");
        BufferedImage picture = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < EDGE * EDGE; i++) {
            picture.setRGB(
                    i % EDGE,
                    i / EDGE,
                    (source[3 * i] & 0xff) << 16 | (source[3 * i + 1] & 0xff) << 8 | source[3 * i + 2] & 0xff);
        }
        ImageIO.write(picture, "png", at("picture.png").toFile());
        H5ad.write(at("three.h5ad"), three(Map.of("mpp", 0.5)));
        H5ad.write(at("unknown.h5ad"), three(Map.of()));
        for (String id : List.of("A", "B", "C")) {
            write(id);
            embed(id + ".tiles.h5ad", id + ".emb.h5ad");
            embed(id + ".narrow.h5ad", id + ".narrow.emb.h5ad");
        }
        RecordYaml.write(at("fold.yml"), ExampleFold.leavingOutC());
    }

    /** 39 pixels of the picture, which is 0.5 um per pixel, on 16; two of the three reach over its edge. */
    @Test
    void theViewIsOpenCvsAreaOfTheSquareAroundTheSpotPaddedWhite() throws IOException {
        assertEquals("", tile("three.h5ad", "view.h5ad", "--context-um", "19.5"));
        assertEquals("", tile("three.h5ad", "plain.h5ad"));
        byte[] expected = golden("context_16.rgb");
        try (TileReader views = TileReader.openContext(at("view.h5ad"));
                TileReader tiles = TileReader.open(at("view.h5ad"));
                TileReader plain = TileReader.open(at("plain.h5ad"))) {
            assertEquals(3, views.size());
            assertEquals(VIEW, views.tilePx());
            for (int s = 0; s < 3; s++) {
                byte[] view = views.read(s);
                for (int i = 0; i < view.length; i++) {
                    // OpenCV adds in float32
                    assertEquals(expected[s * view.length + i] & 0xff, view[i] & 0xff, 1, "spot " + s + ", byte " + i);
                }
                assertArrayEquals(plain.read(s), tiles.read(s));
            }
        }
        assertEquals(19.5, heclip("view.h5ad").get("context_um"));
        assertNull(heclip("plain.h5ad").get("context_um"));
    }

    @Test
    void aViewIsWiderThanTheTileAndWithinTheImageAndNeedsAPixelSize() {
        assertTrue(tile("three.h5ad", "no.h5ad", "--context-um", "8")
                .contains("--context-um: found 8.0, expected more than a tile's 8.0 um and at most the image's 24.0"));
        assertTrue(tile("three.h5ad", "no.h5ad", "--context-um", "24.5").contains("found 24.5, expected"));
        assertTrue(tile("three.h5ad", "no.h5ad", "--context-um", "NaN").contains("found NaN, expected"));
        assertTrue(tile("unknown.h5ad", "no.h5ad", "--context-um", "20").contains("found no pixel size of the image"));
        assertFalse(Files.exists(at("no.h5ad")));
    }

    /** Where the two views are the same picture the encoder says the same of both, stained otherwise or not. */
    @Test
    void viewsAreLookedAtAsTilesAreInTheStainOfTheTiles() throws IOException {
        AnnData bare = H5ad.read(at("A.tiles.h5ad"));
        H5ad.writeTiles(at("same.h5ad"), bare, PX, ContextStepsTest::tissue, Optional.of(ContextStepsTest::tissue));
        Files.writeString(
                at("stain.yml"),
                "fold: C\nmethod: reinhard\ntarget: [8.5, -0.1, 0.02, 0.4, 0.06, 0.02]\nsections:\n"
                        + "- {section: B, tiles: 1, blank_tiles: 0, pixels: 9999, own: [8.6, -0.1, 0.02, 0.5, 0.06, 0.02],"
                        + " problem: ''}\n");
        for (List<Object> stain : List.of(List.<Object>of(), List.<Object>of("--stain", at("stain.yml")))) {
            assertEquals("", embed("same.h5ad", "same.emb.h5ad", stain.toArray()));
            Map<String, NdArray> obsm = H5ad.read(at("same.emb.h5ad")).obsm();
            for (String name : List.of("features", "stage0", "stage3")) {
                assertArrayEquals(
                        (float[]) obsm.get(name).values(),
                        (float[]) obsm.get("context_" + name).values(),
                        name + stain);
            }
            assertEquals(stain.isEmpty(), heclip("same.emb.h5ad").get("stain_own") == null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ridge", "heclip_plus"})
    void whatOnlyTheWiderViewShowsIsLearned(String model) {
        assertEquals("", train(model, "emb", model));
        assertEquals("", predict(model, "C.emb.h5ad", model + ".h5ad"));
        assertTrue(pcc(model + ".h5ad") > 0.6, model + " " + pcc(model + ".h5ad"));
        assertEquals(200.0, card(model).contextUm());

        assertEquals("", train(model, "narrow.emb", model + "_narrow"));
        assertEquals("", predict(model + "_narrow", "C.narrow.emb.h5ad", model + "_narrow.h5ad"));
        assertTrue(Math.abs(pcc(model + "_narrow.h5ad")) < 0.3, model + " " + pcc(model + "_narrow.h5ad"));
        assertNull(card(model + "_narrow").contextUm());
    }

    @Test
    void anotherViewThanInTrainingIsRefused() {
        assertEquals("", train("ridge", "emb", "wide"));
        assertEquals("", train("ridge", "narrow.emb", "plain"));
        assertTrue(predict("wide", "C.narrow.emb.h5ad", "no.h5ad")
                .contains("uns/heclip/context_um: found none, expected 200.0 as the model was trained with"));
        assertTrue(predict("plain", "C.emb.h5ad", "no.h5ad")
                .contains("uns/heclip/context_um: found 200.0, expected none as the model was trained with"));
        assertFalse(Files.exists(at("no.h5ad")));
    }

    @Test
    void embeddingsOfDifferentViewsAreRefused() {
        String said = train("ridge", List.of(at("A.emb.h5ad"), at("B.narrow.emb.h5ad")), "never");
        assertTrue(said.contains("uns/heclip/context_um: found '', expected '200.0' as in the other"), said);
    }

    /** Models that do not look at it are what they were; a bundle of one that does would need it of every slide. */
    @Test
    void aModelThatSeesTheViewIsNotBundledAndOthersIgnoreIt() throws IOException {
        assertEquals("", train("ridge", "emb", "seeing"));
        String said = PlantedSections.run(
                new Bundle(),
                "--name",
                "b",
                "--model",
                at("seeing"),
                "--embeddings",
                at("A.emb.h5ad"),
                at("B.emb.h5ad"),
                "--genes",
                at("genes.tsv"),
                "--output",
                at("bundle"));
        assertTrue(said.contains("model.yml: context_um: found 200.0, expected none"), said);
        assertFalse(Files.exists(at("bundle")));

        assertEquals("", train("colour", "emb", "colour_wide"));
        assertEquals("", train("colour", "narrow.emb", "colour_narrow"));
        for (String file : List.of("weights.safetensors", "model.yml")) {
            assertArrayEquals(
                    Files.readAllBytes(at("colour_wide/" + file)), Files.readAllBytes(at("colour_narrow/" + file)));
        }
    }

    private static String tile(String section, String output, Object... more) {
        return PlantedSections.run(
                new Tile(),
                "--section",
                at(section),
                "--image",
                at("picture.png"),
                "--tile-px",
                VIEW,
                "--tile-mpp",
                "native",
                "--output",
                at(output),
                List.of(more));
    }

    private static String embed(String tiles, String output, Object... more) {
        return PlantedSections.run(
                new Embed(),
                "--tiles",
                at(tiles),
                "--encoder",
                "resnet18",
                "--threads",
                "2",
                "--output",
                at(output),
                List.of(more));
    }

    private static String train(String model, String kind, String output) {
        return train(model, List.of(at("A." + kind + ".h5ad"), at("B." + kind + ".h5ad")), output);
    }

    private static String train(String model, List<Path> embeddings, String output) {
        return PlantedSections.run(
                new Train(),
                "--fold",
                at("fold.yml"),
                "--model",
                model,
                "--sections",
                at("A.h5ad"),
                at("B.h5ad"),
                "--embeddings",
                embeddings,
                "--n-hvg",
                "20",
                "--n-heg",
                GENES,
                "--threads",
                "2",
                "--output",
                at(output));
    }

    private static String predict(String model, String embeddings, String output) {
        return PlantedSections.run(
                new Predict(),
                "--model",
                at(model),
                "--section",
                at("C.h5ad"),
                "--embeddings",
                at(embeddings),
                "--threads",
                "2",
                "--output",
                at(output));
    }

    private static ModelCard card(String model) {
        return RecordYaml.read(at(model + "/model.yml"), ModelCard.class);
    }

    private static Map<?, ?> heclip(String file) {
        return (Map<?, ?>) H5ad.read(at(file)).uns().get("heclip");
    }

    /** Mean correlation of the genes that follow the view. */
    private static double pcc(String prediction) {
        AnnData data = H5ad.read(at(prediction));
        DenseMatrix measured = data.x().orElseThrow().dense();
        DenseMatrix predicted = data.layers().get("predicted").dense();
        return IntStream.range(0, measured.cols())
                .filter(g -> data.var().index().get(g).startsWith("PLANTED"))
                .mapToDouble(g -> new PearsonsCorrelation().correlation(measured.column(g), predicted.column(g)))
                .average()
                .orElseThrow();
    }

    private static AnnData three(Map<String, Object> more) {
        Map<String, Object> heclip = new LinkedHashMap<>(more);
        heclip.put("section", "T");
        heclip.put("image_scale", 1.0);
        return AnnData.of(DataFrame.of(List.of("middle", "left", "right"))
                        .with("in_tissue", new Column.Ints(new long[] {1, 1, 1})))
                .withObsm("spatial", NdArray.of(3, 2, new double[] {24, 24, 3, 45, 44, 20}))
                .withUns("heclip", heclip);
    }

    private static void write(String id) {
        Random random = new Random(id.hashCode());
        double[] redness = random.doubles(SPOTS).toArray();
        long[] rows = IntStream.range(0, SPOTS).mapToLong(s -> s / 8).toArray();
        long[] columns = IntStream.range(0, SPOTS).mapToLong(s -> s % 8).toArray();
        double[] spatial = new double[2 * SPOTS];
        Arrays.setAll(spatial, i -> 100.0 * (i % 2 == 0 ? columns[i / 2] : rows[i / 2]));
        double[] colour = random.doubles(SPOTS * 18L).toArray();
        DataFrame obs = DataFrame.of(
                        IntStream.range(0, SPOTS).mapToObj(s -> "spot" + s).toList())
                .with("array_row", new Column.Ints(rows))
                .with("array_col", new Column.Ints(columns));
        Map<String, Object> heclip =
                new LinkedHashMap<>(Map.of("section", id, "patient", "P" + id, "image_sha256", "sum" + id));
        AnnData bare = AnnData.of(obs)
                .withObsm("spatial", NdArray.of(SPOTS, 2, spatial))
                .withObsm("colour", NdArray.of(SPOTS, 18, colour))
                .withUns("heclip", heclip);
        H5ad.writeTiles(at(id + ".narrow.h5ad"), bare, PX, s -> tile(0.5, s));
        heclip.put("context_um", 200.0);
        H5ad.writeTiles(
                at(id + ".tiles.h5ad"),
                bare.withUns("heclip", heclip),
                PX,
                s -> tile(0.5, s),
                Optional.of(s -> tile(redness[s], s)));
        DenseMatrix counts = DenseMatrix.zeros(SPOTS, GENES);
        for (int i = 0; i < counts.values().length; i++) {
            double mean = i % GENES < PLANTED ? 2 + 40 * redness[i / GENES] : 100;
            counts.values()[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        H5ad.write(
                at(id + ".h5ad"),
                new AnnData(
                        Optional.of(ExpressionMatrix.of(counts)),
                        obs,
                        DataFrame.of(IntStream.range(0, GENES)
                                .mapToObj(g -> (g < PLANTED ? "PLANTED" : "OTHER") + g)
                                .toList()),
                        Map.of(),
                        bare.obsm(),
                        bare.uns()));
    }

    private static byte[] tile(double redness, int s) {
        Random random = new Random(s);
        byte[] tile = new byte[PX * PX * 3];
        for (int i = 0; i < tile.length; i++) {
            int base = i % 3 == 0 ? (int) (60 + 180 * redness) : 120;
            tile[i] = (byte) Math.min(255, base + random.nextInt(20));
        }
        return tile;
    }

    /** Of two stains, so that a profile can be measured. */
    private static byte[] tissue(int s) {
        Random random = new Random(s);
        byte[] tile = new byte[PX * PX * 3];
        for (int i = 0; i < PX * PX; i++) {
            double haematoxylin = random.nextDouble();
            double eosin = random.nextDouble();
            tile[3 * i] = (byte) (255 * Math.exp(-0.56 * haematoxylin - 0.22 * eosin));
            tile[3 * i + 1] = (byte) (255 * Math.exp(-0.72 * haematoxylin - 0.80 * eosin));
            tile[3 * i + 2] = (byte) (255 * Math.exp(-0.41 * haematoxylin - 0.56 * eosin));
        }
        return tile;
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = ContextStepsTest.class.getResourceAsStream("/golden/tile/" + name)) {
            return in.readAllBytes();
        }
    }

    private static Path at(String name) {
        return folder.resolve(name);
    }
}
