package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.FoldAudit.Verdict;
import org.heclip.expression.DenseMatrix;
import org.heclip.fold.Fold;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.model.ModelCard;
import org.heclip.stain.StainTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stain normalisation through the steps, from simulated sections to a model, its audit and its bundle. */
class StainStepsTest {
    private static final List<String> TRAINING = List.of("P1S1", "P1S2", "P2S1");
    private static final List<String> ALL = List.of("P1S1", "P1S2", "P2S1", "P2S2");
    private static final String HELD_OUT = "P2S2";
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void sections() {
        ok(new Simulate(), "--seed", "3", "--spots-per-side", "7", "--output", at("sim"));
        for (String id : ALL) {
            ok(
                    new Ingest(),
                    "--section",
                    id,
                    "--patient",
                    id.substring(0, 2),
                    inputs(id),
                    "--output",
                    at(id + ".h5ad"));
            ok(
                    new Tile(),
                    "--section",
                    at(id + ".h5ad"),
                    "--image",
                    image(id),
                    "--tile-px",
                    "32",
                    "--tile-mpp",
                    "3",
                    "--output",
                    tiles(id));
        }
        RecordYaml.write(at("fold.yml"), fold(TRAINING));
        target("macenko", "fold.yml", TRAINING, "fold.stain.yml");
        ALL.forEach(id -> embed(id, "fold.stain.yml", "emb"));
    }

    @Test
    void targetIsThatOfTheTrainingSectionsAndSaysSo() {
        StainTarget target = RecordYaml.read(at("fold.stain.yml"), StainTarget.class);
        assertEquals("macenko", target.method());
        assertEquals(
                TRAINING,
                target.sections().stream().map(StainTarget.Section::section).toList());
        assertTrue(target.sections().stream().allMatch(section -> section.tiles() > 20 && section.own() != null));
        String other = PlantedSections.run(
                new Stain(),
                "--fold",
                at("fold.yml"),
                "--tiles",
                tiles(ALL),
                "--method",
                "macenko",
                "--output",
                at("no"));
        assertTrue(other.contains("section 'P2S2': found in --tiles, expected each of the fold's"), other);
    }

    @Test
    void embeddingsHaveTheColoursOfTheTargetAndSaySo() {
        AnnData plain = H5ad.read(tiles(HELD_OUT));
        AnnData stained = H5ad.read(at(HELD_OUT + ".emb.h5ad"));
        assertNotEquals(colour(plain, 0), colour(stained, 0));
        Map<?, ?> heclip = (Map<?, ?>) stained.uns().get("heclip");
        assertEquals("macenko", heclip.get("stain"));
        assertArrayEquals(TRAINING.toArray(), (String[]) ((NdArray) heclip.get("stain_fitted_on")).values());
        embed(HELD_OUT, null, "plain");
        AnnData without = H5ad.read(at(HELD_OUT + ".plain.h5ad"));
        assertEquals(colour(plain, 0), colour(without, 0));
        assertFalse(((Map<?, ?>) without.uns().get("heclip"))
                .keySet().stream().anyMatch(key -> key.toString().startsWith("stain")));
    }

    @Test
    void honestTargetPassesTheAuditAndAnyOtherIsFound() throws IOException {
        train("colour", "emb", "fold.yml", "honest");
        assertEquals("", audit("honest"));
        ModelCard card = RecordYaml.read(at("honest/model.yml"), ModelCard.class);
        assertEquals(TRAINING, card.fittedOn().stain());

        // a target of all sections, the test section too, behind a card that says otherwise
        RecordYaml.write(at("all.yml"), everyone());
        target("macenko", "all.yml", ALL, "all.stain.yml");
        StainTarget leaky = RecordYaml.read(at("all.stain.yml"), StainTarget.class);
        replace("honest", "leaky", text(RecordYaml.read(at("fold.stain.yml"), StainTarget.class)), text(leaky));
        String said = audit("leaky");
        assertTrue(said.contains("refitted of model colour: found a leak: the stain target is ["), said);
        assertEquals(1, said.lines().count(), said);

        // the same, said openly
        ModelCard open = RecordYaml.read(at("leaky/model.yml"), ModelCard.class);
        replace("leaky", "open", "  stain:\n", "  stain:\n  - " + HELD_OUT + "\n");
        assertEquals(TRAINING, open.fittedOn().stain());
        said = audit("open");
        assertTrue(said.contains("fitted_on of model colour: found a leak: the stain target fitted to test"), said);
    }

    @Test
    void targetOfOtherSectionsIsRefusedByTraining() {
        RecordYaml.write(at("two.yml"), fold(List.of("P1S1", "P1S2")));
        target("macenko", "two.yml", List.of("P1S1", "P1S2"), "two.stain.yml");
        TRAINING.forEach(id -> embed(id, "two.stain.yml", "two"));
        String said = tryTrain("colour", "two", "fold.yml", "never");
        assertTrue(
                said.contains("uns/heclip/stain_fitted_on: found [P1S1, P1S2], expected the fold's training sections"),
                said);
        assertEquals(1, said.lines().count(), said);

        embed("P1S1", null, "mixed");
        embed("P1S2", "fold.stain.yml", "mixed");
        embed("P2S1", "fold.stain.yml", "mixed");
        said = tryTrain("colour", "mixed", "fold.yml", "never");
        assertTrue(said.contains("uns/heclip/stain_target: found another stain than in the other embeddings"), said);
        assertFalse(Files.exists(at("never")));
    }

    @Test
    void modelRefusesEmbeddingsOfAnotherStain() {
        train("colour", "emb", "fold.yml", "strict");
        embed(HELD_OUT, null, "raw");
        String said = PlantedSections.run(
                new Predict(),
                "--model",
                at("strict"),
                "--section",
                at(HELD_OUT + ".h5ad"),
                "--embeddings",
                at(HELD_OUT + ".raw.h5ad"),
                "--output",
                at("raw_prediction.h5ad"));
        assertTrue(said.contains("uns/heclip/stain_target: found none, expected Stain[method=macenko"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void bundleGivesTheBenchmarksPrediction() throws IOException {
        for (String model : List.of("heclip", "colour")) {
            assertBundleGivesTheBenchmarksPrediction(model, "--epochs", "2");
        }
    }

    @Test
    void fineTunedBundleGivesTheBenchmarksPrediction() throws IOException {
        List<Object> tiles = Stream.concat(
                        Stream.of("--tiles"), TRAINING.stream().map(StainStepsTest::tiles))
                .map(Object.class::cast)
                .toList();
        assertBundleGivesTheBenchmarksPrediction(
                "stnet", "--encoder-mode", "finetune", "--epochs", "1", tiles, "--micro-batch-size", "16");
    }

    @Test
    void reinhardWorksTheSameWay() {
        target("reinhard", "fold.yml", TRAINING, "reinhard.stain.yml");
        ALL.forEach(id -> embed(id, "reinhard.stain.yml", "reinhard"));
        train("colour", "reinhard", "fold.yml", "reinhard");
        assertEquals("", audit("reinhard"));
    }

    @Test
    void blankSectionStaysAsItIsAndBlankTrainingIsRefused() {
        AnnData data = H5ad.read(tiles(HELD_OUT));
        H5ad.writeTiles(at("blank.tiles.h5ad"), data, 32, s -> white());
        embed("blank", "fold.stain.yml", "emb");
        AnnData embedded = H5ad.read(at("blank.emb.h5ad"));
        assertEquals(255f, ((float[]) embedded.obsm().get("colour").values())[0], "white stays white");
        Map<?, ?> heclip = (Map<?, ?>) embedded.uns().get("heclip");
        assertTrue(heclip.get("stain_problem").toString().contains("of one colour"), heclip.toString());
        assertNull(heclip.get("stain_own"));

        RecordYaml.write(
                at("blank.yml"),
                new Fold(
                        "A",
                        "leave_one_section_out",
                        List.of(HELD_OUT),
                        List.of(),
                        List.of("P1S1"),
                        Map.of(HELD_OUT, "P2", "P1S1", "P1")));
        String said = PlantedSections.run(
                new Stain(),
                "--fold",
                at("blank.yml"),
                "--tiles",
                at("blank.tiles.h5ad"),
                "--method",
                "macenko",
                "--output",
                at("blank.stain.yml"));
        assertTrue(said.startsWith("error: --tiles: P2S2: found no training section with a stain"), said);
        assertFalse(Files.exists(at("blank.stain.yml")));
    }

    @Test
    void damagedTargetsAreOneLine() throws IOException {
        String good = Files.readString(at("fold.stain.yml"));
        Map<String, String> damaged = Map.of(
                "",
                "No content",
                "fold: P2S2\n",
                "expected what stain writes",
                good.replace("macenko", "vahadane"),
                "'vahadane'",
                good.replaceFirst("target:\n(- .*\n){3}", "target:\n"),
                "5 numbers, expected 8",
                good.replaceFirst("target:\n- .*\n", "target:\n- .nan\n"),
                ".nan",
                good + "more: 1\n",
                "more");
        int i = 0;
        for (Map.Entry<String, String> one : damaged.entrySet()) {
            Path file = at("damaged" + i++ + ".yml");
            Files.writeString(file, one.getKey());
            String said = PlantedSections.run(
                    new Embed(),
                    "--tiles",
                    tiles(HELD_OUT),
                    "--encoder",
                    "resnet18",
                    "--stain",
                    file,
                    "--output",
                    at("damaged.h5ad"));
            assertTrue(said.startsWith("error: " + file) && said.contains(one.getValue()), said);
            assertFalse(said.contains("\tat "), said);
            assertFalse(Files.exists(at("damaged.h5ad")));
        }
    }

    private static void assertBundleGivesTheBenchmarksPrediction(String model, Object... options) throws IOException {
        String name = model;
        train(model, "emb", "fold.yml", "cv_" + name, options);
        ok(
                new Predict(),
                "--model",
                at("cv_" + name),
                "--section",
                at(HELD_OUT + ".h5ad"),
                "--embeddings",
                at(HELD_OUT + ".emb.h5ad"),
                "--tiles",
                tiles(HELD_OUT),
                "--output",
                at("cv_" + name + ".h5ad"));
        ok(
                new Evaluate(),
                "--prediction",
                at("cv_" + name + ".h5ad"),
                "--model-card",
                at("cv_" + name + "/model.yml"),
                "--bootstrap",
                "2",
                "--output",
                at("figures_" + name));
        ok(
                new Bundle(),
                "--name",
                name,
                "--model",
                at("cv_" + name),
                "--embeddings",
                TRAINING.stream().map(id -> at(id + ".emb.h5ad")).toList(),
                "--genes",
                at("figures_" + name + "/genes.tsv"),
                "--output",
                at("bundles"));
        Path bundle = at("bundles/" + name);
        assertEquals("macenko", BundleCardFile.read(bundle).card().tiles().stainNormalisation());
        ok(
                new Featurise(),
                "--bundle",
                bundle,
                "--section",
                at(HELD_OUT + ".h5ad"),
                "--image",
                image(HELD_OUT),
                "--output",
                at(name + ".f.h5ad"));
        ok(
                new Infer(),
                "--bundle",
                bundle,
                "--section",
                at(HELD_OUT + ".h5ad"),
                "--features",
                at(name + ".f.h5ad"),
                "--output",
                at(name + ".infer.h5ad"),
                "--summary",
                at(name + ".yml"));
        DenseMatrix expected =
                H5ad.read(at("cv_" + name + ".h5ad")).layers().get("predicted").dense();
        DenseMatrix found =
                H5ad.read(at(name + ".infer.h5ad")).x().orElseThrow().dense();
        assertArrayEquals(expected.values(), found.values(), (float) TOLERANCE, name);
    }

    private static Fold fold(List<String> training) {
        return new Fold(
                HELD_OUT,
                "leave_one_section_out",
                training,
                training.subList(training.size() - 1, training.size()),
                List.of(HELD_OUT),
                Map.of("P1S1", "P1", "P1S2", "P1", "P2S1", "P2", HELD_OUT, "P2"));
    }

    private static Fold everyone() {
        return new Fold(
                "final",
                Fold.ALL,
                ALL,
                List.of(HELD_OUT),
                List.of(),
                fold(TRAINING).patients());
    }

    private static void target(String method, String fold, List<String> sections, String output) {
        ok(new Stain(), "--fold", at(fold), "--tiles", tiles(sections), "--method", method, "--output", at(output));
    }

    private static void embed(String id, String target, String kind) {
        ok(
                new Embed(),
                "--tiles",
                tiles(id),
                "--encoder",
                "resnet18",
                target == null ? List.of() : List.of("--stain", at(target)),
                "--output",
                at(id + "." + kind + ".h5ad"));
    }

    private static void train(String model, String kind, String fold, String output, Object... options) {
        assertEquals("", tryTrain(model, kind, fold, output, options));
    }

    private static String tryTrain(String model, String kind, String fold, String output, Object... options) {
        Stream<Object> arguments = Stream.of(
                "--fold",
                at(fold),
                "--model",
                model,
                "--sections",
                TRAINING.stream().map(id -> at(id + ".h5ad")).toList(),
                "--embeddings",
                TRAINING.stream().map(id -> at(id + "." + kind + ".h5ad")).toList(),
                "--n-hvg",
                "40",
                "--n-heg",
                "120",
                "--top-k",
                "8",
                "--batch-size",
                "32",
                "--output",
                at(output));
        return PlantedSections.run(
                new Train(), Stream.concat(arguments, Stream.of(options)).toArray());
    }

    private static String audit(String model) {
        String said = PlantedSections.run(
                new Audit(),
                "--fold",
                at("fold.yml"),
                "--sections",
                ALL.stream().map(id -> at(id + ".h5ad")).toList(),
                "--tiles",
                tiles(ALL),
                "--models",
                at(model),
                "--output",
                at("audit.tsv"));
        boolean found = RecordTsv.read(at("audit.tsv"), Audit.Row.class).stream()
                .anyMatch(row -> row.verdict() == Verdict.FINDING);
        assertEquals(found, !said.isEmpty(), said);
        return said;
    }

    /** A copy of a model whose card is changed. */
    private static void replace(String model, String copy, String from, String to) throws IOException {
        Files.createDirectories(at(copy));
        try (Stream<Path> files = Files.list(at(model))) {
            for (Path file : files.toList()) {
                Files.copy(file, at(copy).resolve(file.getFileName()));
            }
        }
        Path card = at(copy + "/model.yml");
        String text = Files.readString(card);
        assertTrue(text.contains(from), text);
        Files.writeString(card, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    }

    /** The numbers of a target as a card has them. */
    private static String text(StainTarget target) {
        StringBuilder text = new StringBuilder("  target:\n");
        for (double number : target.target()) {
            text.append("  - ").append(number).append('\n');
        }
        return text.toString();
    }

    private static float colour(AnnData data, int statistic) {
        return ((float[]) data.obsm().get("colour").values())[statistic];
    }

    private static byte[] white() {
        byte[] white = new byte[32 * 32 * 3];
        java.util.Arrays.fill(white, (byte) 255);
        return white;
    }

    private static List<Object> inputs(String id) {
        return id.startsWith("P1")
                ? List.of("--spaceranger", at("sim/" + id + "/outs"), "--image", image(id))
                : List.of(
                        "--counts",
                        at("sim/" + id + "/counts.tsv.gz"),
                        "--positions",
                        at("sim/" + id + "/selection.tsv"),
                        "--mpp",
                        "1.0",
                        "--image",
                        image(id));
    }

    private static Path image(String id) {
        return at("sim/" + id + (id.startsWith("P1") ? "/image.png" : "/image.jpg"));
    }

    private static Path tiles(String id) {
        return at(id + ".tiles.h5ad");
    }

    private static List<Path> tiles(List<String> ids) {
        return ids.stream().map(StainStepsTest::tiles).toList();
    }

    private static void ok(Step step, Object... arguments) {
        assertEquals("", PlantedSections.run(step, arguments));
    }

    private static Path at(String name) {
        return folder.resolve(name);
    }
}
