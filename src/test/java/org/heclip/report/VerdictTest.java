package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static List<String> verdict(List<SummaryScore> summary, PairedScore... paired) {
        return new Verdict(new ReportInput(
                        "",
                        summary,
                        List.of(paired),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of()))
                .sentences();
    }

    private static SummaryScore score(String model, double mean) {
        return new SummaryScore(model, "honest", "all", "overall", mean, null, null, 10, 0, 2, null, null);
    }
}
