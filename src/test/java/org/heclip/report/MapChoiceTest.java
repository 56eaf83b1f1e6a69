package org.heclip.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.SummaryScore;
import org.junit.jupiter.api.Test;

class MapChoiceTest {
    @Test
    void pagesAreThoseOfTheMapsOfWarningsAndSpreadFromBestToWorst() {
        List<String> all =
                IntStream.range(0, 100).mapToObj(i -> String.format("S%02d", i)).toList();
        List<SummaryScore> summary = summary(all);
        List<MapChoice.Choice> choices = List.of(new MapChoice.Choice("ridge", "honest", "G", "S70", true, 0.5, 0.6));
        List<String> warned = IntStream.range(20, 60).mapToObj(i -> "S" + i).toList();

        List<String> pages = MapChoice.pages(summary, choices, all, warned, 11);

        assertEquals(11, pages.size());
        assertEquals(pages.stream().sorted().toList(), pages);
        assertTrue(pages.containsAll(List.of("S70", "S20", "S24")), pages.toString());
        assertTrue(!pages.contains("S25"), "warnings take half of what the maps leave: " + pages);
        // the best is S99, the worst S00
        assertTrue(pages.containsAll(List.of("S00", "S99")), pages.toString());
        assertEquals(all, MapChoice.pages(summary, choices, all, warned, 100));
        assertEquals(List.of("S70"), MapChoice.pages(summary, choices, all, warned, 1));
    }

    @Test
    void aGeneIsShownWhereItIsPredictedBestOrWorst() {
        List<GeneScore> rows = new ArrayList<>();
        for (int g = 0; g < 12; g++) {
            rows.add(row("A", "G" + g, g / 20.0));
            rows.add(row("B", "G" + g, g / 10.0));
            rows.add(row("C", "G" + g, g == 0 ? null : (Double) (g / 30.0)));
        }
        GeneFigures genes = GeneFigures.of(rows);

        List<MapChoice.Choice> choices = MapChoice.of(summary(List.of("A", "B", "C")), genes, new Blocks(Map.of()));

        assertEquals(
                List.of("G11 B", "G10 B", "G9 B", "G8 B", "G1 C", "G0 A"),
                choices.stream().map(c -> c.gene() + " " + c.section()).toList());
        assertEquals(1.1, choices.get(0).pcc());
        assertEquals((0.55 + 1.1 + 11 / 30.0) / 3, choices.get(0).meanPcc(), 1e-6);
        assertEquals(0.55, genes.pcc("ridge", "honest", "A", "G11"));
        assertEquals(
                2, genes.bestFirst(new Models.Key("ridge", "honest")).get(11).defined().length);
    }

    private static List<SummaryScore> summary(List<String> sections) {
        List<SummaryScore> summary = new ArrayList<>();
        summary.add(score("overall", 0.3));
        for (int i = 0; i < sections.size(); i++) {
            summary.add(score("section:" + sections.get(i), i / 100.0));
        }
        return summary;
    }

    private static SummaryScore score(String level, double mean) {
        return new SummaryScore("ridge", "honest", "all", level, mean, null, null, 10, 0, 1, null, null);
    }

    private static GeneScore row(String section, String gene, Double pcc) {
        return new GeneScore(
                "ridge", "honest", "F", section, gene, 9, pcc, null, null, null, null, null, null, null, null, null,
                null, null, null, null, false);
    }
}
