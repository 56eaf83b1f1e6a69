package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.heclip.bundle.BundleFile;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.GeneScore;
import org.heclip.expression.DenseMatrix;
import org.heclip.fold.Fold;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.PythonOracle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From simulated sections to a bundle, and from the bundle to slides that no model has seen; through the pipeline, and with larger
 * sections: {@code PredictIT}.
 */
class BundleStepsTest {
    private static final List<String> TRAINING = List.of("P1S1", "P1S2", "P2S1");
    private static final String HELD_OUT = "P2S2";
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void trainAndBundle() throws IOException {
        ok(new Simulate(), "--seed 3 --spots-per-side 7 --output " + at("sim"));
        for (String id : List.of("P1S1", "P1S2", "P2S1", HELD_OUT)) {
            ok(
                    new Ingest(),
                    "--section " + id + " --patient " + id.substring(0, 2) + inputs(id) + " --output "
                            + at(id + ".h5ad"));
            ok(
                    new Tile(),
                    "--section " + at(id + ".h5ad") + " --image " + image(id) + " --tile-px 32 --tile-mpp 3"
                            + " --output " + at(id + ".tiles.h5ad"));
            ok(
                    new Embed(),
                    "--tiles " + at(id + ".tiles.h5ad") + " --encoder resnet18 --threads 2 --output "
                            + at(id + ".emb.h5ad"));
        }
        RecordYaml.write(
                folder.resolve("fold.yml"),
                new Fold(
                        "P2S2",
                        "leave_one_section_out",
                        TRAINING,
                        List.of("P2S1"),
                        List.of(HELD_OUT),
                        Map.of("P1S1", "P1", "P1S2", "P1", "P2S1", "P2", HELD_OUT, "P2")));
        for (String model : List.of("heclip", "heclip_plus", "colour")) {
            train(model, "fold.yml", "--epochs 2", "cv_" + model);
            ok(
                    new Predict(),
                    "--model " + at("cv_" + model) + " --section " + at(HELD_OUT + ".h5ad") + " --embeddings "
                            + at(HELD_OUT + ".emb.h5ad") + " --threads 2 --output " + at("cv_" + model + ".h5ad"));
            ok(
                    new Evaluate(),
                    "--prediction " + at("cv_" + model + ".h5ad") + " --model-card " + at("cv_" + model + "/model.yml")
                            + " --bootstrap 20 --output " + at("cv_" + model + "_figures"));
            ok(
                    new Settle(),
                    "--models " + at("cv_" + model) + " --fold " + at(model + "_final.yml") + " --arguments "
                            + at(model + ".args"));
            String settled = Files.readString(folder.resolve(model + ".args")).strip();
            train(model, model + "_final.yml", "--epochs 9 " + settled, "final_" + model);
            ok(
                    new Bundle(),
                    "--name " + model + " --model " + at("final_" + model) + " --embeddings " + at("P1S1.emb.h5ad")
                            + " "
                            + at("P1S2.emb.h5ad") + " " + at("P2S1.emb.h5ad") + " --genes "
                            + at("cv_" + model + "_figures/genes.tsv")
                            + " --output " + at("bundles"));
            ok(new Unpack(), "--bundle " + at("bundles/" + model + ".heclip") + " --output " + at("opened_" + model));
        }
    }

    @Test
    void finalFitWithTheFoldsChoiceIsTheFoldsModel() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("cv_heclip/weights.safetensors")),
                Files.readAllBytes(folder.resolve("final_heclip/weights.safetensors")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"heclip", "heclip_plus", "colour"})
    void imageAloneGivesTheBenchmarksPrediction(String model) {
        AnnData guess = infer(
                model, "alone_" + model, image(HELD_OUT), "--mpp 1.0 --positions " + sim(HELD_OUT + "/selection.tsv"));
        AnnData benchmark = H5ad.read(folder.resolve("cv_" + model + ".h5ad"));
        assertFalse(guess.layers().containsKey("measured"));
        assertEquals(benchmark.var().index(), guess.var().index());
        DenseMatrix expected = benchmark.layers().get("predicted").dense();
        DenseMatrix found = guess.x().orElseThrow().dense();
        List<String> spots = guess.obs().index();
        assertEquals(benchmark.obs().size(), spots.size());
        for (int s = 0; s < spots.size(); s++) {
            int row = benchmark.obs().index().indexOf(spots.get(s));
            assertArrayEquals(expected.row(row), found.row(s), (float) TOLERANCE, spots.get(s));
        }
        assertEquals("in_domain", ((Map<?, ?>) guess.uns().get("heclip")).get("verdict"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blank", "fluorescence", "photo"})
    void imageThatIsNotHAndEIsOutOfDomain(String kind) throws IOException {
        Path file = folder.resolve(kind + ".png");
        ImageIO.write(foreign(kind), "png", file.toFile());
        AnnData guess = infer("colour", kind, file.toString(), "--mpp 1.0 --layout square --spacing-um 150");
        assertEquals("out_of_domain", ((Map<?, ?>) guess.uns().get("heclip")).get("verdict"), kind);
        SlideSummary summary = RecordYaml.read(folder.resolve(kind + ".yml"), SlideSummary.class);
        assertTrue(summary.warnings().size() >= 2, summary.warnings().toString());
    }

    @Test
    void slideWithCountsIsEvaluated() {
        ok(
                new Featurise(),
                "--bundle " + at("opened_heclip") + " --section " + at(HELD_OUT + ".h5ad") + " --image "
                        + image(HELD_OUT) + " --output " + at("counted.f.h5ad"));
        ok(
                new Infer(),
                "--bundle " + at("opened_heclip") + " --section " + at(HELD_OUT + ".h5ad") + " --features "
                        + at("counted.f.h5ad") + " --output " + at("counted.h5ad") + " --summary " + at("counted.yml"));
        ok(
                new Evaluate(),
                "--prediction " + at("counted.h5ad") + " --model-card " + at("opened_heclip/model.yml")
                        + " --bootstrap 20 --output " + at("counted_figures"));
        List<GeneScore> benchmark = RecordTsv.read(folder.resolve("cv_heclip_figures/genes.tsv"), GeneScore.class);
        List<GeneScore> found = RecordTsv.read(folder.resolve("counted_figures/genes.tsv"), GeneScore.class);
        for (int g = 0; g < benchmark.size(); g++) {
            assertEquals(benchmark.get(g).gene(), found.get(g).gene());
            assertEquals(
                    benchmark.get(g).pcc() == null ? 0 : benchmark.get(g).pcc(),
                    found.get(g).pcc() == null ? 0 : found.get(g).pcc(),
                    TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heclip", "heclip_plus", "colour"})
    void partsInSeveralTasksGiveTheSamePrediction(String model) {
        AnnData whole = infer(model, "whole", image(HELD_OUT), "--mpp 1.0 --spacing-um 300");
        List<String> files = new ArrayList<>();
        for (int first = 0; first < whole.obs().size(); first += 12) {
            files.add(at("part" + first + ".h5ad"));
            ok(
                    new Featurise(),
                    "--bundle " + at("opened_" + model) + " --section " + at("whole.section.h5ad") + " --image "
                            + image(HELD_OUT) + " --first " + first + " --count 12 --output "
                            + files.get(files.size() - 1));
        }
        String options = "--bundle " + at("opened_" + model) + " --section " + at("whole.section.h5ad") + " --output "
                + at("parts.h5ad") + " --summary " + at("parts.yml") + " --features ";
        ok(new Infer(), options + String.join(" ", files));
        DenseMatrix expected = whole.x().orElseThrow().dense();
        DenseMatrix found =
                H5ad.read(folder.resolve("parts.h5ad")).x().orElseThrow().dense();
        assertArrayEquals(expected.values(), found.values(), (float) TOLERANCE);
        String missing = run(new Infer(), options + String.join(" ", files.subList(1, files.size())));
        assertTrue(missing.contains("obs: found other positions"), missing);
    }

    @Test
    void mapsOpenInOtherPrograms() throws IOException, InterruptedException {
        // dense enough for maps of two levels
        infer("colour", "mapped", image(HELD_OUT), "--mpp 1.0 --spacing-um 20");
        ok(
                new Maps(),
                "--prediction " + at("mapped.h5ad") + " --section " + at("mapped.section.h5ad") + " --summary "
                        + at("mapped.yml") + " --bundle " + at("opened_colour") + " --output " + at("maps"));
        String page = Files.readString(folder.resolve("maps/slide.html"));
        assertEquals(12, page.split("<figure", -1).length - 1);
        String unknown = run(
                new Maps(),
                "--prediction " + at("mapped.h5ad") + " --section " + at("mapped.section.h5ad") + " --summary "
                        + at("mapped.yml") + " --bundle " + at("opened_colour") + " --genes NOSUCH --output "
                        + at("none"));
        assertTrue(unknown.contains("--genes: found no NOSUCH"), unknown);
        Files.writeString(folder.resolve("no.yml"), "just text");
        String noSummary = run(
                new Maps(),
                "--prediction " + at("mapped.h5ad") + " --section " + at("mapped.section.h5ad") + " --summary "
                        + at("no.yml") + " --bundle " + at("opened_colour") + " --output " + at("none"));
        assertTrue(noSummary.startsWith("error: " + at("no.yml") + ": SlideSummary: found "), noSummary);
        assertFalse(Files.exists(folder.resolve("none")));
        PythonOracle.run("check_maps.py", folder.resolve("maps"), folder.resolve("mapped.h5ad"));
    }

    @Test
    void bundleWhoseGenesDoNotFitIsRefused() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("gene"));
        try (var files = Files.list(folder.resolve("opened_heclip"))) {
            for (Path file : files.toList()) {
                Files.copy(file, parts.resolve(file.getFileName()));
            }
        }
        List<String> rows = Files.readAllLines(parts.resolve("expected.tsv"));
        Files.write(parts.resolve("expected.tsv"), rows.subList(0, rows.size() - 1));
        BundleFile.write(parts, folder.resolve("gene.heclip"));
        String error = run(new Unpack(), "--bundle " + at("gene.heclip") + " --output " + at("never"));
        assertTrue(error.startsWith("error: ") && error.contains("gene: found no gene '"), error);
        assertEquals(1, error.lines().count(), error);
    }

    private static void train(String model, String fold, String options, String output) {
        List<String> sections = TRAINING.stream().map(id -> at(id + ".h5ad")).toList();
        List<String> embeddings =
                TRAINING.stream().map(id -> at(id + ".emb.h5ad")).toList();
        ok(
                new Train(),
                "--fold " + at(fold) + " --model " + model + " --sections " + String.join(" ", sections)
                        + " --embeddings "
                        + String.join(" ", embeddings)
                        + " --threads 2 --n-hvg 40 --n-heg 120 --top-k 8 --batch-size 32 " + options
                        + " --output " + at(output));
    }

    private static AnnData infer(String model, String name, String image, String grid) {
        String bundle = "--bundle " + at("opened_" + model);
        ok(
                new Grid(),
                bundle + " --section " + name + " --image " + image + " " + grid + " --output "
                        + at(name + ".section.h5ad"));
        ok(
                new Featurise(),
                bundle + " --section " + at(name + ".section.h5ad") + " --image " + image + " --threads 2 --output "
                        + at(name + ".f.h5ad"));
        ok(
                new Infer(),
                bundle + " --section " + at(name + ".section.h5ad") + " --features " + at(name + ".f.h5ad")
                        + " --threads 2" + " --output " + at(name + ".h5ad") + " --summary " + at(name + ".yml"));
        return H5ad.read(folder.resolve(name + ".h5ad"));
    }

    /** A white page; bright spots on black; grass under a blue sky. */
    private static BufferedImage foreign(String kind) {
        BufferedImage image = new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        Random random = new Random(5);
        pen.setColor(kind.equals("blank") ? Color.WHITE : kind.equals("photo") ? new Color(90, 150, 230) : Color.BLACK);
        pen.fillRect(0, 0, 900, 900);
        for (int i = 0; i < 20_000 && !kind.equals("blank"); i++) {
            boolean photo = kind.equals("photo");
            pen.setColor(
                    photo
                            ? new Color(30 + random.nextInt(60), 90 + random.nextInt(90), 20)
                            : new Color(0, random.nextInt(120), 255));
            int y = photo ? 300 + random.nextInt(600) : random.nextInt(900);
            pen.fillOval(random.nextInt(900), y, photo ? 12 : 3, photo ? 12 : 3);
        }
        pen.dispose();
        return image;
    }

    private static String inputs(String id) {
        return id.startsWith("P1")
                ? " --spaceranger " + sim(id + "/outs") + " --image " + image(id)
                : " --counts " + sim(id + "/counts.tsv.gz") + " --positions " + sim(id + "/selection.tsv")
                        + " --mpp 1.0 --image " + image(id);
    }

    private static String image(String id) {
        return sim(id + (id.startsWith("P1") ? "/image.png" : "/image.jpg"));
    }

    private static String sim(String name) {
        return at("sim/" + name);
    }

    private static void ok(Step step, String arguments) {
        assertEquals("", run(step, arguments));
    }

    /** What the step said; empty when it ended well. */
    private static String run(Step step, String arguments) {
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments.split(" "))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        int code = Main.execute(step, words, new PrintWriter(err, true));
        return code == ExitCode.DONE ? "" : err.toString();
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }
}
