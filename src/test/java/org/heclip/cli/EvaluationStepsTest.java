package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PanelScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.fold.Fold;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** evaluate, summarise and report, one after the other, on made-up predictions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationStepsTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private Path folder;
    private EvaluationFixture fixture;
    private String html;

    @BeforeAll
    void runAllSteps(@TempDir Path made) throws IOException {
        folder = made;
        fixture = new EvaluationFixture(folder, HOSTILE);
        for (String model : EvaluationFixture.MODELS) {
            for (String section : EvaluationFixture.PATIENTS.keySet()) {
                assertEquals("", done(new Evaluate(), fixture.evaluate(model, section)));
            }
        }
        assertEquals("", done(new Summarise(), summarise(fixture.evaluations(), folder.resolve("metrics"))));
        Path page = folder.resolve("report.html");
        assertEquals("", done(new Report(), fixture.report(page)));
        html = Files.readString(page);
        // for the eye
        Files.writeString(Path.of("target", "made-up-report.html"), html);
    }

    @Test
    void tablesHaveTheColumnsOfTheContract() throws IOException {
        Path evaluation = fixture.evaluation("ridge", "A");
        assertEquals(
                "model protocol fold section gene spots pcc spearman rmse mae ssim jensen_shannon morans_i_measured"
                        + " morans_i_predicted p_value q_value ci_low ci_high hvg_rank heg_rank marker",
                header(evaluation.resolve("genes.tsv")));
        assertEquals("model protocol fold section panel mean n undefined", header(evaluation.resolve("panels.tsv")));
        assertEquals("model protocol fold section panel replicate mean", header(evaluation.resolve("replicates.tsv")));
        assertEquals("model protocol fold section barcode pcc", header(evaluation.resolve("spots.tsv")));
        assertEquals(
                "model protocol panel level mean ci_low ci_high n undefined sections section_ci_low section_ci_high",
                header(folder.resolve("metrics/summary.tsv")));
        assertEquals(
                "model protocol fold section nominal observed spots_genes",
                header(folder.resolve("metrics/calibration.tsv")));
        assertEquals("model protocol fold section clusters spots ari", header(folder.resolve("metrics/domains.tsv")));
        assertEquals("model protocol fold section check passed detail", header(folder.resolve("metrics/leaks.tsv")));
        assertEquals(
                "model protocol panel level figure mean n undefined", header(folder.resolve("metrics/figures.tsv")));
        assertEquals("model protocol fold section barcode pcc", header(folder.resolve("metrics/spots.tsv")));
        assertEquals(
                "protocol panel model_a model_b difference ci_low ci_high",
                header(folder.resolve("metrics/paired.tsv")));
    }

    @Test
    void overallIsTheMeanOverSectionsOfTheirMeansOverGenes() {
        double sum = 0;
        for (String section : EvaluationFixture.PATIENTS.keySet()) {
            sum += RecordTsv.read(fixture.evaluation("ridge", section).resolve("genes.tsv"), GeneScore.class).stream()
                    .mapToDouble(gene -> gene.pcc() == null ? 0 : gene.pcc())
                    .average()
                    .orElseThrow();
        }
        SummaryScore overall = summary("ridge", "all", "overall");
        assertEquals(sum / 4, overall.mean(), 2e-6);
        assertEquals(240, overall.n());
        assertTrue(overall.ciLow() < overall.mean() && overall.mean() < overall.ciHigh());
    }

    @Test
    void constantPredictionIsUndefinedEverywhereAndCountsAsZero() {
        SummaryScore mean = summary("mean", "all", "fold:P1");

        assertEquals(0, mean.mean());
        assertEquals(120, mean.undefined());
        assertEquals(120, mean.n());
    }

    @Test
    void pairedDifferenceIsThatOfTheMeans() {
        PairedScore pair = RecordTsv.read(folder.resolve("metrics/paired.tsv"), PairedScore.class).stream()
                .filter(p -> p.modelA().equals("colour") && p.modelB().equals("ridge"))
                .filter(p -> p.panel().equals("all"))
                .findFirst()
                .orElseThrow();

        double expected = summary("colour", "all", "overall").mean()
                - summary("ridge", "all", "overall").mean();
        assertEquals(expected, pair.difference(), 1e-5);
        assertTrue(pair.ciHigh() < 0);
    }

    @Test
    void panelsCountTheirGenes() {
        PanelScore hvg =
                RecordTsv.read(fixture.evaluation("ridge", "B").resolve("panels.tsv"), PanelScore.class).stream()
                        .filter(panel -> panel.panel().equals("hvg50"))
                        .findFirst()
                        .orElseThrow();

        assertEquals(20, hvg.n());
    }

    @Test
    void orderOfTheEvaluationsDoesNotMatter() throws IOException {
        List<String> reversed = new ArrayList<>(fixture.evaluations());
        Collections.reverse(reversed);
        assertEquals("", done(new Summarise(), summarise(reversed, folder.resolve("again"))));

        for (String table : List.of(
                "genes.tsv",
                "summary.tsv",
                "paired.tsv",
                "figures.tsv",
                "calibration.tsv",
                "domains.tsv",
                "spots.tsv")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("metrics").resolve(table)),
                    Files.readAllBytes(folder.resolve("again").resolve(table)),
                    table);
        }
    }

    @Test
    void sameSeedGivesTheSameBytes() throws IOException {
        byte[] before = Files.readAllBytes(fixture.evaluation("ridge", "A").resolve("replicates.tsv"));
        assertEquals("", done(new Evaluate(), fixture.evaluate("ridge", "A")));
        assertArrayEquals(
                before, Files.readAllBytes(fixture.evaluation("ridge", "A").resolve("replicates.tsv")));

        Path page = folder.resolve("again.html");
        assertEquals("", done(new Report(), fixture.report(page)));
        assertEquals(html, Files.readString(page));
    }

    @Test
    void evaluationTwiceIsRefused() {
        List<String> twice = new ArrayList<>(fixture.evaluations());
        twice.add(twice.get(0));

        String line = refused(new Summarise(), summarise(twice, folder.resolve("twice")));

        assertTrue(line.contains("section A in two evaluations"), line);
    }

    @Test
    void reportNeedsNothingFromElsewhere() {
        String page = html.replaceAll("(?s)<script>.*?</script>", "");
        assertFalse(page.contains("http://") || page.contains("https://"), "no address");
        assertFalse(html.matches("(?s).*<(link|iframe|object|embed)\\b.*"), "nothing loaded");
        assertTrue(html.length() < 6_000_000, html.length() + " characters");
    }

    @Test
    void hostileNamesAreInert() {
        assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
        assertFalse(html.contains("<img src=x"));
        assertTrue(html.contains("Made-up &lt;script&gt;alert(1)&lt;/script&gt; run"));
        assertEquals(3, html.split("<script", -1).length - 1, "data, library, script");
        assertFalse(html.contains("<b>x</b>"));
    }

    @Test
    void reportSaysWhatIsBestAndWhatIsWrong() {
        assertTrue(html.contains("The best model, ridge, reaches"));
        assertTrue(html.contains("heclip and ridge are better than the baseline colour"));
        assertTrue(html.contains("Section E failed quality control and is left out"));
        assertTrue(html.contains("31 % of the spots lie off the tissue"));
        assertTrue(html.contains("16 of 16"), "every check of the audit");
    }

    @Test
    void reportDrawsSixGenesOnFourPicturesEachAndEachSectionSmallAndLarge() {
        assertEquals(6 * 4 + 2 * 4, html.split("data:image/jpeg;base64,", -1).length - 1);
    }

    @Test
    void plantedLeaksStopTheHonestEvaluation(@TempDir Path other) {
        EvaluationFixture leaky = new EvaluationFixture(other, "GENE0");
        for (Map<String, Object> planted : List.of(
                EvaluationFixture.training("A", "P2", "sha-X"),
                EvaluationFixture.training("X", "P1", "sha-X"),
                EvaluationFixture.training("X", "P2", "sha-A"))) {
            leaky.writeModel("ridge", "P1", List.of(EvaluationFixture.training("C", "P2", "sha-C"), planted));

            String line = refused(new Evaluate(), leaky.evaluate("ridge", "A"));

            assertTrue(line.contains("A.h5ad: section A: found a leak: "), line);
            assertFalse(Files.exists(leaky.evaluation("ridge", "A")));
        }
    }

    @Test
    void withoutResamplesThereAreNoIntervals() {
        String[] args = fixture.evaluate("ridge", "A");
        args[5] = "0";
        args[7] = folder.resolve("point").toString();
        assertEquals("", done(new Evaluate(), args));
        assertEquals("", done(new Summarise(), summarise(List.of(args[7]), folder.resolve("points"))));

        SummaryScore score = RecordTsv.read(folder.resolve("points/summary.tsv"), SummaryScore.class)
                .get(0);
        assertTrue(score.mean() > 0.3);
        assertNull(score.ciLow());
        assertEquals(
                List.of(), RecordTsv.read(folder.resolve("points/paired.tsv"), PairedScore.class), "one model alone");
    }

    @Test
    void cardOfAnotherModelIsRefused() {
        String[] args = fixture.evaluate("ridge", "A");
        args[3] = fixture.modelFolder("colour", "P1") + "/model.yml";

        String line = refused(new Evaluate(), args);

        assertTrue(line.contains("uns/heclip/model: found 'ridge', expected 'colour'"), line);
    }

    @Test
    void markersThatAreNotPredictedAreRefusedAndOthersMakeAPanel() throws IOException {
        Path markers = folder.resolve("markers.txt");
        Files.writeString(markers, "# of nothing\nNO_SUCH_GENE\n");
        String[] args = EvaluationFixture.with(fixture.evaluate("ridge", "A"), "--markers", markers.toString());
        args[7] = folder.resolve("with-markers").toString();

        assertTrue(refused(new Evaluate(), args).contains("found 1 genes, none of them predicted"));

        Files.writeString(markers, "GENE3 # one\nGENE5\nNO_SUCH_GENE\n");
        assertEquals("", done(new Evaluate(), args));
        PanelScore panel = RecordTsv.read(folder.resolve("with-markers/panels.tsv"), PanelScore.class)
                .get(4);
        assertEquals("markers", panel.panel());
        assertEquals(2, panel.n());
    }

    @Test
    void splitWritesOneFoldForEachPatientThatPassed() {
        List<String> args =
                new ArrayList<>(List.of("--output", folder.resolve("folds").toString(), "--summaries"));
        List.of("A", "B", "C", "D", "E")
                .forEach(section -> args.add(fixture.qcFile(section).toString()));

        assertEquals("", done(new Split(), args.toArray(String[]::new)));

        Fold fold = RecordYaml.read(folder.resolve("folds/P2.yml"), Fold.class);
        assertEquals(List.of("C", "D"), fold.test());
        assertEquals(List.of("A", "B"), fold.train());
        assertFalse(Files.exists(folder.resolve("folds/P3.yml")), "E did not pass");
    }

    @Test
    void splitOfOneSectionIsRefused() {
        String line = refused(new Split(), new String[] {
            "--output",
            folder.resolve("none").toString(),
            "--summaries",
            fixture.qcFile("A").toString(),
            fixture.qcFile("E").toString()
        });

        assertTrue(line.contains("found 1 that passed quality control [A], expected 2 or more"), line);
    }

    @Test
    void missingOrForeignFilesAreRefused() {
        String[] args = fixture.evaluate("ridge", "A");
        args[1] = fixture.sectionFile("A").toString();
        assertTrue(refused(new Evaluate(), args).contains("uns/heclip/model"));
        args[1] = folder.resolve("absent.h5ad").toString();
        assertTrue(refused(new Evaluate(), args).contains("absent.h5ad"));
        refused(new Summarise(), summarise(List.of(folder.toString()), folder.resolve("none")));
        refused(new Evaluate(), EvaluationFixture.with(fixture.evaluate("ridge", "A"), "--bootstrap", "-1"));
    }

    private SummaryScore summary(String model, String panel, String level) {
        return RecordTsv.read(folder.resolve("metrics/summary.tsv"), SummaryScore.class).stream()
                .filter(s -> s.model().equals(model)
                        && s.panel().equals(panel)
                        && s.level().equals(level))
                .findFirst()
                .orElseThrow();
    }

    private static String header(Path table) throws IOException {
        return Files.readAllLines(table).get(0).replace('\t', ' ');
    }

    private static String[] summarise(List<String> evaluations, Path output) {
        List<String> args = new ArrayList<>(List.of("--output", output.toString(), "--evaluations"));
        args.addAll(evaluations);
        return args.toArray(String[]::new);
    }

    /** What the step said; it must have ended well. */
    private static String done(Step step, String[] args) {
        StringWriter err = new StringWriter();
        assertEquals(0, Main.execute(step, args, new PrintWriter(err, true)), () -> Arrays.toString(args) + err);
        return err.toString();
    }

    private static String refused(Step step, String[] args) {
        StringWriter err = new StringWriter();
        assertEquals(2, Main.execute(step, args, new PrintWriter(err, true)), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        return err.toString();
    }
}
