package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.cli.PlantedSections.Plan;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.FoldAudit.Verdict;
import org.heclip.fold.Fold;
import org.heclip.fold.Leak;
import org.heclip.fold.Protocol;
import org.heclip.model.ModelCard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks that are planted in the files of a fold; A and B are learned from, B validates, C is tested. */
class AuditTest {
    private static final Plan A = Plan.of("A", "P1");
    private static final Plan B = Plan.of("B", "P2");
    private static final Plan C = Plan.of("C", "P3");

    @TempDir
    private Path folder;

    private PlantedSections files;

    @BeforeEach
    void sections() {
        files = new PlantedSections(folder);
        List.of(A, B, C).forEach(files::write);
    }

    @Test
    void honestFoldHasNoFinding() {
        Fold fold = fold("leave_one_patient_out", "P1", "P2", "P3");
        Path model = train(fold, "mean");

        assertEquals("", audit(fold, model));

        assertEquals(10, rows().size());
        assertTrue(rows().stream().allMatch(row -> row.verdict() == Verdict.PASSED), rows().toString());
    }

    @Test
    void sectionsOfOnePatientAreALeakOnlyWherePatientsAreLeftOut() {
        files.write(Plan.of("C", "P1"));

        assertFound("same_patient: found a leak: patient P1 has section A in training and C in test", "P1", "P2", "P1");
        assertEquals("", audit(fold("leave_one_section_out", "P1", "P2", "P1")));
        assertEquals(Verdict.NOTE, verdict("same_patient"));
    }

    @Test
    void onePatientUnderTwoSpellingsIsFound() {
        files.write(Plan.of("C", "p-01"));

        assertFound("patient_spelling: found a leak: patients 'P1'", "P1", "P2", "p-01");
    }

    @Test
    void sectionThatCameInTwiceIsFoundAndABlockOfASectionIsNot() {
        Fold cut = new Fold(
                "A.block1",
                "spatial_blocks",
                List.of("A"),
                List.of(),
                List.of("A"),
                Map.of("A", "P1"),
                null,
                null,
                Map.of("A", new Fold.Spots(List.of("spot1", "spot2"), List.of("spot9"))));
        assertEquals("", audit(cut));
        // tiles of 34 pixels around spots that are 100, then 30 pixels apart
        assertEquals(Verdict.PASSED, verdict("overlapping_tiles"));
        files.write(A, 30);
        String said = audit(cut);
        assertTrue(said.contains("overlapping_tiles: found a leak: 1 of 1 tested tiles of section A overlap"), said);
        files.write(A);

        // a fold file cannot hold a section on both sides, but a section can come in twice
        files.write(new Plan("C", "P3", "sumA", A.counts(), A.image(), 0));
        assertFound("same_image", "P1", "P2", "P3");
        assertEquals(Verdict.FINDING, verdict("same_counts"));
        assertEquals(Verdict.FINDING, verdict("similar_tiles"));
    }

    @Test
    void oneImageFileUnderTwoNamesIsFound() {
        files.write(C.withImage("sumA", C.image(), 0));

        assertFound("same_image: found a leak: sections A and C have the same image file", "P1", "P2", "P3");
    }

    @Test
    void reencodedImageIsFound() {
        files.write(C.withImage("sumC", A.image(), 12));

        assertFound("similar_tiles: found a leak: 64 of 64 tiles of section C show", "P1", "P2", "P3");
    }

    @Test
    void countsUnderAnotherNameAreFound() {
        files.write(C.withCounts(A.counts()));

        assertFound("same_counts: found a leak: 64 spot(s) of section C", "P1", "P2", "P3");
    }

    @Test
    void validationTwinsAreFound() {
        files.write(B.withCounts(A.counts()));

        assertFound("validation_twins: found a leak: 64 spot(s) of section B", "P1", "P2", "P3");
    }

    @Test
    void twinsAmongSectionsThatTakeTurnsAreFoundUnlessTheyGoTogether() {
        files.write(B.withCounts(A.counts()));
        Fold apart = fold("leave_one_patient_out", "P1", "P2", "P3");
        Fold rotated = new Fold("C", apart.scheme(), apart.train(), apart.train(), apart.test(), apart.patients());

        assertTrue(audit(rotated).contains("validation_twins: found a leak: 64 spot(s) of section B"));
        assertEquals(1, rows().stream().filter(row -> row.detail() != null).count());

        files.write(Plan.of("B", "P1").withCounts(A.counts()));
        files.write(Plan.of("C", "P1"));
        audit(new Fold("C", "leave_one_section_out", apart.train(), apart.train(), apart.test(), Map.of("A", "P1")));
        assertEquals(Verdict.FINDING, verdict("validation_twins"));
    }

    @Test
    void panelFittedToTheTestSectionIsFoundEvenWhenTheCardIsSilent() {
        Fold honest = fold("leave_one_patient_out", "P1", "P2", "P3");
        Path leaky = train(honest.under(new Protocol("leaky", List.of(Leak.PANEL))), "mean");

        String said = audit(honest, leaky);
        assertTrue(
                said.contains("fitted_on of model mean: found a leak: panel and normalisation fitted to test"), said);

        ModelCard card = RecordYaml.read(leaky.resolve("model.yml"), ModelCard.class);
        RecordYaml.write(leaky.resolve("model.yml"), silent(card));
        said = audit(honest, leaky);
        assertTrue(said.contains("refitted of model mean: found a leak: "), said);
    }

    @Test
    void harmonyFittedToTheTestSectionIsFound() {
        Fold honest = fold("leave_one_patient_out", "P1", "P2", "P3");
        Path leaky = train(honest.under(new Protocol("leaky", List.of(Leak.HARMONY))), "mean");

        String said = audit(honest, leaky);

        assertTrue(said.contains("Harmony fitted to test section C"), said);
        assertEquals(Verdict.PASSED, verdict("refitted"));
    }

    @Test
    void leaksOfAnotherProtocolAreTabledAndDoNotFail() {
        Fold reference = fold("leave_one_section_out", "P1", "P2", "P3").under(Protocol.reference());

        assertEquals("", audit(reference, train(reference, "mean")));

        assertEquals(Verdict.FINDING, verdict("fitted_on"));
        assertEquals("reference", rows().get(0).protocol());
    }

    @Test
    void absentSectionIsBadInput() {
        String said = PlantedSections.run(
                new Audit(),
                "--fold",
                written(fold("leave_one_patient_out", "P1", "P2", "P3")),
                "--sections",
                files.section("A"),
                "--output",
                folder.resolve("audit.tsv"));

        assertTrue(said.startsWith("error: --sections: sections: found [A], expected [A, B, C]"), said);
        assertFalse(Files.exists(folder.resolve("audit.tsv")));
    }

    private void assertFound(String what, String... patients) {
        String said = audit(fold("leave_one_patient_out", patients));
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("error: fold C: " + what), said);
        assertTrue(rows().stream().anyMatch(row -> row.verdict() == Verdict.FINDING));
    }

    private Fold fold(String scheme, String... patients) {
        Map<String, String> patientOf = new TreeMap<>(Map.of("A", patients[0], "B", patients[1], "C", patients[2]));
        return new Fold("C", scheme, List.of("A", "B"), List.of("B"), List.of("C"), patientOf);
    }

    private Path written(Fold fold) {
        RecordYaml.write(folder.resolve("fold.yml"), fold);
        return folder.resolve("fold.yml");
    }

    private String audit(Fold fold, Path... models) {
        return PlantedSections.run(
                new Audit(),
                "--fold",
                written(fold),
                "--sections",
                List.of(files.section("A"), files.section("B"), files.section("C")),
                "--tiles",
                List.of(files.tiles("A"), files.tiles("B"), files.tiles("C")),
                models.length > 0 ? List.of("--models", models[0]) : List.of(),
                "--output",
                folder.resolve("audit.tsv"));
    }

    private Path train(Fold fold, String model) {
        Path output = folder.resolve("model");
        List<Path> shown = fold.shown().stream().map(files::section).toList();
        assertEquals(
                "",
                PlantedSections.run(
                        new Train(),
                        "--fold",
                        written(fold),
                        "--model",
                        model,
                        "--sections",
                        List.of(files.section("A"), files.section("B")),
                        shown,
                        "--embeddings",
                        List.of(files.embeddings("A"), files.embeddings("B")),
                        "--n-hvg",
                        "10",
                        "--n-heg",
                        "20",
                        "--output",
                        output));
        return output;
    }

    private static ModelCard silent(ModelCard card) {
        return new ModelCard(
                card.model(),
                card.protocol(),
                List.of(),
                card.fold(),
                card.scheme(),
                card.training(),
                new ModelCard.FittedOn(List.of("A", "B"), null, null, null),
                card.validation(),
                card.seed(),
                card.threads(),
                card.device(),
                card.encoder(),
                card.encoderWeights(),
                card.encoderScale(),
                card.encoderMode(),
                card.encoderFeatures(),
                card.contextUm(),
                card.stain(),
                card.targetSum(),
                card.genes(),
                card.hvgGenes(),
                card.chosenEpoch(),
                card.ridgePenalty(),
                card.validationPcc(),
                card.predictedSd(),
                card.hyperparameters());
    }

    private Verdict verdict(String check) {
        return rows().stream()
                .filter(row -> row.check().equals(check))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private List<Audit.Row> rows() {
        return RecordTsv.read(folder.resolve("audit.tsv"), Audit.Row.class);
    }
}
