package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void sectionsAreResampledFromFiveOn() {
        SummaryScore few = overall(4);
        SummaryScore enough = overall(6);

        assertNull(few.sectionCiLow());
        assertEquals(4, few.sections());
        assertEquals(6, enough.sections());
        assertTrue(enough.sectionCiLow() < enough.mean() && enough.mean() < enough.sectionCiHigh());
        // means run from 0.1 to 0.6: an interval cannot leave them
        assertTrue(enough.sectionCiLow() > 0.1 && enough.sectionCiHigh() < 0.6);
        assertEquals(enough, overall(6), "the same seed gives the same interval");
    }

    @Test
    void figuresAreMeansOfTheDefinedGenesThenOfTheSections() {
        FigureMeans figures = new FigureMeans();
        figures.add(List.of(gene("A", "g1", 0.2, false), gene("A", "g2", 0.4, true), gene("A", "g3", null, false)));
        figures.add(List.of(gene("B", "g1", 0.9, false)));

        List<FigureMeans.Mean> means = figures.rows();

        FigureMeans.Mean all = mean(means, "all", "overall");
        assertEquals((0.3 + 0.9) / 2, all.mean(), 1e-9);
        assertEquals(4, all.n());
        assertEquals(1, all.undefined());
        assertEquals(0.3, mean(means, "all", "section:A").mean(), 1e-9);
        assertEquals(0.4, mean(means, "markers", "fold:F").mean(), 1e-9);
    }

    private static FigureMeans.Mean mean(List<FigureMeans.Mean> means, String panel, String level) {
        return means.stream()
                .filter(mean -> mean.figure().equals("ssim")
                        && mean.panel().equals(panel)
                        && mean.level().equals(level))
                .findFirst()
                .orElseThrow();
    }

    private static SummaryScore overall(int sections) {
        List<PanelScore> panels = IntStream.rangeClosed(1, sections)
                .mapToObj(i -> new PanelScore("ridge", "honest", "F", "S" + i, "all", i / 10.0, 10, 0))
                .toList();
        return Summary.of(panels, List.of(), 3).get(0);
    }

    private static GeneScore gene(String section, String gene, Double ssim, boolean marker) {
        return new GeneScore(
                "ridge", "honest", "F", section, gene, 9, 0.5, 0.5, 1.0, 1.0, ssim, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
                null, null, marker);
    }
}
