package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void modelWhoseIntervalHoldsZeroCannotBeToldFromTheBaseline() {
        List<String> sentences = verdict(
                List.of(score("ridge", 0.21), score("colour", 0.2)),
                new PairedScore("honest", "all", "colour", "ridge", -0.01, -0.03, 0.01));

        assertEquals(
                List.of(
                        "The best model, ridge, reaches a mean correlation per gene of 0.210 on 0 held-out sections:"
                                + " a weak prediction (0.1 to 0.3), as is usual over all genes.",
                        "ridge cannot be told from the baseline colour"
                                + " (difference 0.010 (\u22120.010 to 0.030), gene by gene)."),
                sentences);
    }

    @Test
    void baselineThatWinsIsSaidToWin() {
        List<String> sentences = verdict(
                List.of(score("heclip", 0.05), score("colour", 0.2)),
                new PairedScore("honest", "all", "colour", "heclip", 0.15, 0.1, 0.2));

        assertTrue(sentences.get(0).startsWith("The best model, colour, reaches"), sentences.get(0));
        assertEquals(
                "heclip is worse than the baseline colour (difference \u22120.150 (\u22120.200 to \u22120.100), gene by gene).",
                sentences.get(1));
        assertEquals(2, sentences.size(), "each pair is told once: " + sentences);
    }

    @Test
    void modelsThatDoAlikeAgainstABaselineShareASentence() {
        List<String> sentences = verdict(
                List.of(score("bleep", 0.05), score("heclip", 0.3), score("ridge", 0.2), score("stnet", 0.3)),
                new PairedScore("honest", "all", "heclip", "mean", 0.3, 0.2, 0.4),
                new PairedScore("honest", "all", "bleep", "mean", 0.05, -0.01, 0.1),
                new PairedScore("honest", "all", "mean", "ridge", -0.2, -0.3, -0.1),
                new PairedScore("honest", "all", "mean", "stnet", -0.3, -0.5, -0.1));

        assertEquals(
                List.of(
                        "heclip, ridge and stnet are better than the baseline mean (differences 0.300 (0.200 to 0.400),"
                                + " 0.200 (0.100 to 0.300) and 0.300 (0.100 to 0.500), gene by gene).",
                        "bleep cannot be told from the baseline mean (difference 0.050 (\u22120.010 to 0.100), gene by"
                                + " gene)."),
                sentences.subList(1, sentences.size()));
    }

    @Test
    void modelThatLeaksHelpedDoesNotLead() {
        SummaryScore leaky =
                new SummaryScore("heclip", "reference", "all", "overall", 0.9, null, null, 10, 0, 2, null, null);

        List<String> sentences = verdict(List.of(leaky, score("ridge", 0.2)));

        assertTrue(sentences.get(0).startsWith("The best model, ridge, reaches"), sentences.get(0));
        assertTrue(verdict(List.of(leaky)).get(0).startsWith("The best model, heclip, reaches"));
    }

    @Test
    void withoutFiguresNothingIsClaimed() {
        assertEquals(List.of("No model has a figure: nothing can be concluded."), verdict(List.of()));
    }

    @Test
    void blocksOfSectionsAreNotCalledSections() {
        ReportInput.Fit fit = new ReportInput.Fit(
                "ridge",
                "honest",
                "A.block1",
                "spatial_blocks",
                1,
                90,
                "",
                9,
                9,
                null,
                0.1,
                null,
                0.2,
                1L,
                null,
                null,
                null);
        List<SummaryScore> summary = new ArrayList<>(List.of(score("ridge", 0.21)));
        for (String block : List.of("section:A.block1", "section:A.block2")) {
            summary.add(new SummaryScore("ridge", "honest", "all", block, 0.2, null, null, 10, 0, 1, null, null));
        }

        String headline = verdict(summary, List.of(fit)).get(0);

        assertTrue(headline.contains("on 2 held-out blocks of sections that it learned from:"), headline);
    }

    private static List<String> verdict(List<SummaryScore> summary, PairedScore... paired) {
        return verdict(summary, List.of(), paired);
    }

    private static List<String> verdict(List<SummaryScore> summary, List<ReportInput.Fit> fits, PairedScore... paired) {
        return new Verdict(new ReportInput(
                        "",
                        summary,
                        List.of(paired),
                        new GeneFigures(),
                        List.of(),
                        List.of(),
                        fits,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new ReportInput.TwinSearch(List.of(), 0, 0, 0),
                        Map.of(),
                        Map.of()))
                .sentences();
    }

    private static SummaryScore score(String model, double mean) {
        return new SummaryScore(model, "honest", "all", "overall", mean, null, null, 10, 0, 2, null, null);
    }
}
