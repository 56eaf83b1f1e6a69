package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heclip.cli.PlantedSections.Plan;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.LeakWorth;
import org.heclip.fold.Fold;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.model.ModelCard;
import org.heclip.section.QcSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** split, train, predict and evaluate under each protocol and scheme, on three small sections of two patients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolStepsTest {
    private static final List<String> SECTIONS = List.of("A", "B", "C");

    private Path folder;
    private PlantedSections files;

    @BeforeAll
    void sections(@TempDir Path made) {
        folder = made;
        files = new PlantedSections(made);
        for (String id : SECTIONS) {
            String patient = id.equals("C") ? "P2" : "P1";
            files.write(Plan.of(id, patient));
            RecordTsv.write(
                    folder.resolve(id + ".qc.tsv"),
                    QcSummary.class,
                    List.of(new QcSummary(id, patient, true, null, 64, 64, 60, 60, 100.0, 60.0)));
        }
    }

    @Test
    void ladderHasARungForEachLeakAndReferenceLeavesOutSections() throws IOException {
        Path folds = split("ladder", "--protocol", "honest,reference", "--ladder");

        try (Stream<Path> found = Files.list(folds)) {
            TreeSet<String> names = new TreeSet<>();
            found.forEach(file -> names.add(file.getFileName().toString()));
            assertEquals(2 + 7 * 3, names.size(), names.toString());
            assertTrue(names.containsAll(List.of("P1.yml", "P2.yml", "A.reference.yml", "B.leak2_panel.yml")));
        }
        assertEquals(List.of("A", "B"), fold(folds, "P1").test());
        assertEquals(List.of("A"), fold(folds, "A.reference").shown());
    }

    @Test
    void unknownProtocolAndReferenceWithinASectionAreRefused() {
        assertTrue(refusedSplit("--protocol", "x").startsWith("error: --protocol: value: found 'x'"));
        assertTrue(refusedSplit("--split", "spatial_blocks", "--protocol", "reference")
                .contains("expected honest only with spatial_blocks"));
        assertTrue(refusedSplit("--split", "file").startsWith("error: --file: value: found nothing"));
    }

    @Test
    void givenSplitIsTakenFromTableOrYaml() throws IOException {
        Path table = Files.writeString(
                folder.resolve("split.tsv"), "fold\tsection\trole\none\tA\ttrain\none\tB\tvalidation\none\tC\ttest\n");
        Path yaml = Files.writeString(
                folder.resolve("split.yml"), "folds:\n- {id: one, train: [A], validation: [B], test: [C]}\n");

        Fold fromTable = fold(split("table", "--split", "file", "--file", table.toString()), "one");

        assertEquals(List.of("A", "B"), fromTable.train());
        assertEquals(List.of("B"), fromTable.validation());
        assertEquals(fromTable, fold(split("yaml", "--split", "file", "--file", yaml.toString()), "one"));
        Files.writeString(table, "fold\tsection\trole\none\tA\tlearn\n");
        assertTrue(refusedSplit("--split", "file", "--file", table.toString()).contains("role: found 'learn'"));
    }

    @Test
    void referenceComparesWithCorrectedTruthRanksOnItAndSaysSo() {
        Path folds = split("both", "--protocol", "honest,reference", "--split", "leave_one_section_out");

        AnnData honest = predicted(folds, "C", "colour");
        AnnData reference = predicted(folds, "C.reference", "colour");

        ModelCard card = RecordYaml.read(folder.resolve("C.reference.colour/model.yml"), ModelCard.class);
        assertEquals("reference", card.protocol());
        assertEquals(7, card.leaks().size());
        assertEquals(List.of("A", "B", "C"), card.fittedOn().harmony());
        assertEquals(List.of(), card.validation());
        assertNotEquals(
                honest.x().orElseThrow().dense(), reference.x().orElseThrow().dense());
        long[] ranks = ((Column.Ints) reference.var().column("heg_rank").orElseThrow()).values();
        for (int g = 1; g < ranks.length; g++) {
            double difference = mean(reference, g) - mean(reference, g - 1);
            assertEquals(ranks[g] < ranks[g - 1], difference > 0, "gene " + g);
        }
    }

    @Test
    void blockOfASectionIsPredictedFromTheRestOfIt() {
        Path folds = blocks("blocks");

        AnnData prediction = predicted(folds, "B.block2", "ridge");

        assertEquals(16, prediction.obs().size());
        ModelCard card = RecordYaml.read(folder.resolve("B.block2.ridge/model.yml"), ModelCard.class);
        assertEquals(64 - 16 - 32, card.training().get(0).spots());
        // a tile of 350 pixels is wider than two pitches of 100: three lines of spots are too near to the tested two
        Path wide = blocks("wide", "--tile-px", "350", "--tile-mpp", "native");
        Fold cut = RecordYaml.read(wide.resolve("A.block1.yml"), Fold.class);
        assertEquals(64 - 16 - 24, cut.spots().get("A").train().size());
        evaluate("B.block2", "ridge");
    }

    @Test
    void scaledTargetsArePredictedOnTheScaleOfTheMeasurement() {
        Path folds = split("scaled", "--split", "leave_one_section_out");

        AnnData plain = predicted(folds, "C", "mean");
        AnnData scaled = predicted(folds, "C", "mean", "--scale");

        float[] one = plain.layers().get("predicted").dense().values();
        float[] other = scaled.layers().get("predicted").dense().values();
        for (int i = 0; i < one.length; i++) {
            assertEquals(one[i], other[i], 1e-5);
        }
    }

    @Test
    void harmonyAndSmoothingChangeWhatIsLearnedAndNotTheTruth() {
        Path folds = split("corrected", "--split", "leave_one_section_out");

        AnnData plain = predicted(folds, "C", "colour");
        for (String option : List.of("--harmony", "--smooth")) {
            AnnData changed = predicted(folds, "C", "colour", option);
            assertEquals(plain.x(), changed.x());
            assertNotEquals(plain.layers().get("predicted"), changed.layers().get("predicted"), option);
        }
    }

    @Test
    void waterfallTellsWhatEachLeakIsWorth() {
        Path folds = split("worth", "--protocol", "honest,reference", "--ladder", "--split", "leave_one_section_out");
        List<Path> evaluations = new ArrayList<>();
        for (String protocol : List.of("", ".leak2_panel", ".leak3_harmony", ".reference")) {
            predicted(folds, "C" + protocol, "colour");
            evaluations.add(evaluate("C" + protocol, "colour"));
        }
        Path table = folder.resolve("waterfall.tsv");

        assertEquals("", PlantedSections.run(new Waterfall(), "--evaluations", evaluations, "--output", table));

        List<LeakWorth.Row> rows = RecordTsv.read(table, LeakWorth.Row.class).stream()
                .filter(row -> row.panel().equals("all"))
                .toList();
        assertEquals(List.of(0, 2, 3, 7), rows.stream().map(LeakWorth.Row::rung).toList());
        assertEquals(rows.get(2).mean() - rows.get(1).mean(), rows.get(2).worth(), 1e-5);
        assertFalse(Files.exists(folds.resolve("C.leak1_split.yml")), "honest folds leave out sections too");
    }

    private Path split(String name, String... options) {
        Path output = folder.resolve(name);
        assertEquals("", runSplit(output, options));
        return output;
    }

    private Path blocks(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("--split", "spatial_blocks", "--folds", "4", "--sections"));
        SECTIONS.forEach(id -> all.add(files.section(id).toString()));
        all.addAll(List.of(options));
        return split(name, all.toArray(String[]::new));
    }

    private String refusedSplit(String... options) {
        return runSplit(folder.resolve("refused"), options);
    }

    private String runSplit(Path output, String... options) {
        return PlantedSections.run(
                new Split(),
                "--summaries",
                SECTIONS.stream().map(id -> folder.resolve(id + ".qc.tsv")).toList(),
                List.of(options),
                "--output",
                output);
    }

    private static Fold fold(Path folds, String name) {
        return RecordYaml.read(folds.resolve(name + ".yml"), Fold.class);
    }

    private AnnData predicted(Path folds, String name, String model, String... options) {
        Fold fold = fold(folds, name);
        Path trained = folder.resolve(name + "." + model);
        List<String> seen =
                Stream.concat(fold.train().stream(), fold.shown().stream()).toList();
        assertEquals(
                "",
                PlantedSections.run(
                        new Train(),
                        "--fold",
                        folds.resolve(name + ".yml"),
                        "--model",
                        model,
                        "--sections",
                        seen.stream().map(files::section).toList(),
                        "--embeddings",
                        fold.train().stream().map(files::embeddings).toList(),
                        List.of("--n-hvg", "10", "--n-heg", "20"),
                        List.of(options),
                        "--output",
                        trained));
        String test = fold.test().get(0);
        assertEquals(
                "",
                PlantedSections.run(
                        new Predict(),
                        "--model",
                        trained,
                        "--section",
                        files.section(test),
                        "--embeddings",
                        files.embeddings(test),
                        "--output",
                        prediction(name, model)));
        return H5ad.read(prediction(name, model));
    }

    private Path prediction(String name, String model) {
        return folder.resolve(name + "." + model + ".h5ad");
    }

    private Path evaluate(String name, String model) {
        Path output = folder.resolve(name + "." + model + ".evaluation");
        assertEquals(
                "",
                PlantedSections.run(
                        new Evaluate(),
                        "--prediction",
                        prediction(name, model),
                        "--model-card",
                        folder.resolve(name + "." + model + "/model.yml"),
                        "--bootstrap",
                        "2",
                        "--output",
                        output));
        return output;
    }

    private static double mean(AnnData prediction, int g) {
        double sum = 0;
        for (double value : prediction.x().orElseThrow().dense().column(g)) {
            sum += value;
        }
        return sum;
    }
}
