package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.SpotScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.GeneValues;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final double NONE = Double.NaN;
    private final Blocks blocks = new Blocks(Map.of("A.block1", "A", "A.block2", "A"));

    @Test
    void theMapsOfBlocksAreOneMapOfTheirSection() {
        List<GeneValues> whole = blocks.values(List.of(
                values("A.block1", 0.2, new double[] {1, NONE, NONE}),
                values("A.block2", null, new double[] {NONE, 2, NONE}),
                values("B", 0.5, new double[] {7})));

        assertEquals(List.of("A", "B"), whole.stream().map(GeneValues::section).toList());
        assertArrayEquals(new double[] {1, 2, NONE}, whole.get(0).predicted());
        assertArrayEquals(new double[] {2, 4, NONE}, whole.get(0).measured());
        assertEquals(0.1, whole.get(0).pcc(), 1e-12, "undefined counts as 0");
    }

    @Test
    void scoresOfBlocksAreMeansUnderTheNameOfTheSection() {
        List<SummaryScore> summary = blocks.summary(List.of(
                summary("overall", 0.3),
                summary("fold:A.block1", 0.2),
                summary("section:A.block1", 0.2),
                summary("section:A.block2", 0.4)));

        assertEquals(
                List.of("overall", "fold:A.block1", "section:A"),
                summary.stream().map(SummaryScore::level).toList());
        assertEquals(0.3, summary.get(2).mean(), 1e-12);

        GeneFigures genes = GeneFigures.of(
                List.of(gene("A.block1", null), gene("A.block2", null), gene("B", 0.1), gene("B2", 0.7)));
        List<GeneFigures.OnSection> bySection = genes.bySection(
                genes.bestFirst(new Models.Key("ridge", "honest")).get(0),
                new Blocks(Map.of("A.block1", "A", "A.block2", "A", "B", "B", "B2", "B")));
        assertEquals(
                List.of("A", "B"),
                bySection.stream().map(GeneFigures.OnSection::section).toList());
        assertNull(bySection.get(0).pcc());
        assertEquals(0.4, bySection.get(1).pcc(), 1e-12);

        List<SpotScore> spots = blocks.spots(List.of(new SpotScore("ridge", "honest", "F", "A.block2", "b", 0.1)));
        assertEquals("A", spots.get(0).section());
    }

    @Test
    void wholeSectionsAreLeftAlone() {
        List<SpotScore> spots = List.of(new SpotScore("ridge", "honest", "F", "A.block2", "b", 0.1));

        assertSame(spots, new Blocks(Map.of()).spots(spots));
    }

    private static GeneValues values(String section, Double pcc, double[] predicted) {
        double[] measured = predicted.clone();
        for (int s = 0; s < measured.length; s++) {
            measured[s] *= 2;
        }
        return new GeneValues("ridge", "honest", section, "G", pcc, measured, predicted, predicted);
    }

    private static SummaryScore summary(String level, double mean) {
        return new SummaryScore("ridge", "honest", "all", level, mean, 0.0, 1.0, 9, 0, 1, null, null);
    }

    private static GeneScore gene(String section, Double pcc) {
        return new GeneScore(
                "ridge", "honest", "F", section, "G", 9, pcc, null, null, null, null, null, null, null, null, null,
                null, null, null, null, false);
    }
}
