package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.heclip.config.RecordYaml;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.model.ModelCard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** embed, train and predict on three small sections whose tiles' colour drives the first genes. */
class ModelStepsTest {
    private static final int SPOTS = 60;
    private static final int GENES = 120;
    private static final int PLANTED = 5;
    private static final int PX = 32;
    private static final List<String> SECTIONS = List.of("A", "B", "C");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void sections() {
        for (String id : SECTIONS) {
            write(id, folder.resolve(id + ".h5ad"), false);
            assertEquals(
                    "",
                    run(
                            new Embed(),
                            "--tiles " + at(id + ".tiles.h5ad") + " --encoder resnet18 --threads 2" + " --output "
                                    + at(id + ".emb.h5ad")));
        }
        RecordYaml.write(folder.resolve("fold.yml"), ExampleFold.leavingOutC());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mean", "colour", "ridge", "heclip", "heclip_heg", "bleep", "mclstexp", "stnet", "heclip_plus"})
    void twoRunsWithTheSameSeedGiveTheSameBytes(String model) throws IOException {
        for (String run : List.of("1", "2")) {
            assertEquals("", train(model, model + run, ""));
            assertEquals("", predict(model + run, "C.h5ad", model + run + ".h5ad"));
        }

        assertSameFiles(model + "1", model + "2");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve(model + "1.h5ad")),
                Files.readAllBytes(folder.resolve(model + "2.h5ad")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "ridge", "heclip", "heclip_heg", "bleep", "mclstexp", "stnet", "heclip_plus"})
    void plantedGenesAreFoundAndOthersAreNot(String model) {
        assertEquals("", train(model, "planted_" + model, ""));
        assertEquals("", predict("planted_" + model, "C.h5ad", "planted_" + model + ".h5ad"));

        AnnData prediction = H5ad.read(folder.resolve("planted_" + model + ".h5ad"));
        double planted = pcc(prediction, true);
        double others = pcc(prediction, false);
        assertTrue(planted > 0.6, "planted " + planted);
        assertTrue(Math.abs(others) < 0.15, "others " + others);
        assertTrue(IntStream.range(0, SPOTS)
                .allMatch(s -> prediction.layers().get("predicted_sd").dense().get(s, 0) > 0));
    }

    @Test
    void fineTuningTrainsTheEncoderAndRepeatsExactly() throws IOException {
        String options = " --encoder-mode finetune --tiles " + at("A.tiles.h5ad") + " " + at("B.tiles.h5ad");
        for (String run : List.of("fine1", "fine2")) {
            assertEquals("", train("heclip", run, options));
        }

        assertSameFiles("fine1", "fine2");
        assertTrue(Files.size(folder.resolve("fine1/weights.safetensors")) > 40_000_000, "encoder inside");
        assertTrue(predict("fine1", "C.h5ad", "x.h5ad").contains("--tiles: C: not given"));
        assertEquals("", predict("fine1", "C.h5ad", "fine.h5ad --tiles " + at("C.tiles.h5ad")));
    }

    @Test
    void theCardSaysHowManyNeighboursWereChosen() {
        assertEquals("", train("heclip", "auto", " --top-k auto"));
        ModelCard card = RecordYaml.read(folder.resolve("auto/model.yml"), ModelCard.class);

        assertTrue(List.of(10, 25, 50, 100, 200)
                .contains(card.hyperparameters().retrieval().topK()));
        assertEquals("", predict("auto", "C.h5ad", "auto.h5ad"));
        assertTrue(train("heclip", "none", " --top-k some").contains("--top-k: value: found 'some'"));
    }

    @Test
    void measuredExpressionNeverReachesThePrediction() {
        assertEquals("", train("heclip", "blind", ""));
        write("C", folder.resolve("C_other.h5ad"), true);
        assertEquals("", predict("blind", "C.h5ad", "blind1.h5ad"));
        assertEquals("", predict("blind", "C_other.h5ad", "blind2.h5ad"));

        AnnData one = H5ad.read(folder.resolve("blind1.h5ad"));
        AnnData two = H5ad.read(folder.resolve("blind2.h5ad"));
        assertEquals(one.layers().get("predicted"), two.layers().get("predicted"));
        assertFalse(one.x().equals(two.x()));
    }

    @Test
    void heldOutSectionAmongTheTrainingFilesIsRefused() {
        String error = run(
                new Train(),
                "--fold " + at("fold.yml") + " --model mean --sections " + at("A.h5ad") + " "
                        + at("B.h5ad") + " " + at("C.h5ad") + " --embeddings " + at("A.emb.h5ad") + " "
                        + at("B.emb.h5ad")
                        + " --output " + at("leak"));

        assertTrue(error.startsWith("error: ") && error.contains("section 'C'"), error);
        assertFalse(Files.exists(folder.resolve("leak")));
    }

    @Test
    void lossThatIsNoNumberStopsWithOneLine() {
        String error = train("heclip", "nan", " --learning-rate 1e30");

        assertTrue(error.startsWith("error: training: loss of epoch 1, batch 2: found NaN"), error);
        assertEquals(1, error.lines().count());
        assertFalse(Files.exists(folder.resolve("nan")));
    }

    @Test
    void otherEncoderThanInTrainingIsRefused() {
        assertEquals("", train("ridge", "encoder", ""));
        assertEquals(
                "",
                run(
                        new Embed(),
                        "--tiles " + at("C.tiles.h5ad") + " --encoder resnet18 --seed 2 --output "
                                + at("C.other.h5ad")));

        String error = run(
                new Predict(),
                "--model " + at("encoder") + " --section " + at("C.h5ad") + " --embeddings " + at("C.other.h5ad")
                        + " --output " + at("y.h5ad"));

        assertTrue(error.contains("encoder_weights: found 'random:2', expected 'random:1'"), error);
    }

    @Test
    void otherNormalisationThanInTrainingIsRefused() {
        assertEquals("", train("ridge", "scale", ""));
        assertEquals("", embed("resnet18 --encoder-mean 0.7,0.5,0.6", "C.scaled.h5ad"));

        String error = run(
                new Predict(),
                "--model " + at("scale") + " --section " + at("C.h5ad") + " --embeddings " + at("C.scaled.h5ad")
                        + " --output " + at("z.h5ad"));

        assertTrue(error.contains("encoder_scale: found '0.7 0.5 0.6 0.229 0.224 0.225', expected '0.485"), error);
    }

    @Test
    void exportedEncoderIsUsedAndRecordedAndNeverTrained() throws IOException, URISyntaxException {
        String module = Path.of(ModelStepsTest.class
                        .getResource("/golden/model/encoder.pt")
                        .toURI())
                .toString();
        assertEquals("", embed("torchscript --weights " + module, "C.script.h5ad"));
        assertEquals("", embed("torchscript:" + module, "C.script2.h5ad"));

        AnnData one = H5ad.read(folder.resolve("C.script.h5ad"));
        Map<?, ?> heclip = (Map<?, ?>) one.uns().get("heclip");
        assertEquals("torchscript", heclip.get("encoder"));
        assertEquals(64, heclip.get("encoder_weights").toString().length());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("C.script.h5ad")),
                Files.readAllBytes(folder.resolve("C.script2.h5ad")));
        assertTrue(embed("torchscript", "x.h5ad").contains("--weights: file: found none"));
        assertTrue(train(
                        "bleep",
                        "never",
                        " --encoder torchscript --encoder-mode finetune --tiles " + at("A.tiles.h5ad") + " "
                                + at("B.tiles.h5ad"))
                .contains("--encoder-mode: value: found finetune, expected frozen"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--model foo", "--epochs 0 --model mean", "--top-k 0 --model mean"})
    void badValuesAreNamed(String options) {
        String error = run(
                new Train(),
                "--fold " + at("fold.yml") + " " + options + " --sections " + at("A.h5ad") + " --embeddings "
                        + at("A.emb.h5ad") + " --output " + at("bad"));

        assertTrue(error.startsWith("error: " + options.split(" ")[0] + ": value: found"), error);
    }

    private static String embed(String encoder, String output) {
        return run(
                new Embed(),
                "--tiles " + at("C.tiles.h5ad") + " --threads 2 --output " + at(output) + " --encoder " + encoder);
    }

    private static String train(String model, String output, String more) {
        return run(
                new Train(),
                "--fold " + at("fold.yml") + " --model " + model + " --sections " + at("B.h5ad") + " "
                        + at("A.h5ad") + " --embeddings " + at("A.emb.h5ad") + " " + at("B.emb.h5ad") + " --threads 2"
                        + " --n-hvg 20 --n-heg 120 --epochs 3 --batch-size 32 --output " + at(output)
                        + (more.contains("--top-k") ? "" : " --top-k 8") + more);
    }

    private static String predict(String model, String section, String output) {
        return run(
                new Predict(),
                "--model " + at(model) + " --section " + at(section) + " --embeddings " + at("C.emb.h5ad")
                        + " --threads 2 --output " + at(output));
    }

    /** What the step said; empty when it ended well. */
    private static String run(Step step, String arguments) {
        StringWriter err = new StringWriter();
        int code = Main.execute(step, arguments.split(" "), new PrintWriter(err, true));
        return code == ExitCode.DONE ? "" : err.toString();
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertSameFiles(String one, String two) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(one))) {
            for (Path file : files.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(folder.resolve(two).resolve(file.getFileName())),
                        file.toString());
            }
        }
    }

    private static double pcc(AnnData prediction, boolean planted) {
        DenseMatrix measured = prediction.x().orElseThrow().dense();
        DenseMatrix predicted = prediction.layers().get("predicted").dense();
        return IntStream.range(0, measured.cols())
                .filter(g -> prediction.var().index().get(g).startsWith("PLANTED") == planted)
                .mapToDouble(g -> new PearsonsCorrelation().correlation(measured.column(g), predicted.column(g)))
                .average()
                .orElseThrow();
    }

    private static void write(String id, Path file, boolean otherCounts) {
        Random random = new Random(id.hashCode());
        double[] redness = random.doubles(SPOTS).toArray();
        DataFrame obs = DataFrame.of(
                        IntStream.range(0, SPOTS).mapToObj(s -> "spot" + s).toList())
                .with(
                        "array_row",
                        new Column.Ints(
                                IntStream.range(0, SPOTS).mapToLong(s -> s / 8).toArray()))
                .with(
                        "array_col",
                        new Column.Ints(
                                IntStream.range(0, SPOTS).mapToLong(s -> s % 8).toArray()));
        double[] spatial = new double[2 * SPOTS];
        Arrays.setAll(spatial, i -> i % 2 == 0 ? i / 2 % 8 * 100.0 : i / 2 / 8 * 100.0);
        Map<String, Object> heclip = Map.of("section", id, "patient", "P" + id, "image_sha256", "sum" + id);
        AnnData bare = AnnData.of(obs)
                .withObsm("spatial", NdArray.of(SPOTS, 2, spatial))
                .withUns("heclip", heclip);
        double[] colour = new double[SPOTS * 18];
        Arrays.setAll(colour, i -> i % 18 == 0 ? redness[i / 18] : random.nextGaussian());
        if (!otherCounts) {
            H5ad.writeTiles(
                    folder.resolve(id + ".tiles.h5ad"),
                    bare.withObsm("colour", NdArray.of(SPOTS, 18, colour)),
                    PX,
                    s -> tile(redness[s], s));
        }
        AnnData counts = new AnnData(
                Optional.of(ExpressionMatrix.of(counts(redness, otherCounts ? 77 : id.hashCode()))),
                obs,
                DataFrame.of(genes()),
                Map.of(),
                bare.obsm(),
                bare.uns());
        H5ad.write(file, counts);
    }

    private static List<String> genes() {
        List<String> genes = new ArrayList<>();
        for (int g = 0; g < GENES; g++) {
            genes.add((g < PLANTED ? "PLANTED" : "OTHER") + g);
        }
        return genes;
    }

    private static DenseMatrix counts(double[] redness, long seed) {
        Random random = new Random(seed);
        DenseMatrix counts = DenseMatrix.zeros(SPOTS, GENES);
        for (int i = 0; i < counts.values().length; i++) {
            double mean = i % GENES < PLANTED ? 2 + 40 * redness[i / GENES] : 100;
            counts.values()[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return counts;
    }

    private static byte[] tile(double redness, int s) {
        Random random = new Random(s);
        byte[] tile = new byte[PX * PX * 3];
        for (int i = 0; i < tile.length; i++) {
            int base = i % 3 == 0 ? (int) (60 + 180 * redness) : 120;
            tile[i] = (byte) Math.max(0, Math.min(255, base + random.nextInt(20)));
        }
        return tile;
    }
}
