package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.heclip.evaluate.LeakWorth.Row;
import org.heclip.evaluate.LeakWorth.Rung;
import org.junit.jupiter.api.Test;

class LeakWorthTest {
    private static final List<Rung> LADDER = List.of(
            new Rung("honest", "", "nothing"),
            new Rung("leak1", "panel", "all genes"),
            new Rung("reference", "truth", "x"));

    @Test
    void eachLeakIsWorthWhatItAddsToTheRungBefore() {
        List<Row> rows = LeakWorth.of(
                List.of(
                        score("heclip", "reference", "A", 0.6),
                        score("heclip", "honest", "A", 0.1),
                        score("heclip", "honest", "B", 0.3),
                        score("heclip", "leak1", "A", 0.25)),
                LADDER);

        assertEquals(
                List.of("honest", "leak1", "reference"),
                rows.stream().map(Row::protocol).toList());
        assertNull(rows.get(0).worth());
        assertEquals(2, rows.get(0).sections());
        assertEquals(0.05, rows.get(1).worth(), 1e-9);
        assertEquals(0.35, rows.get(2).worth(), 1e-9);
        assertEquals("truth", rows.get(2).leak());
    }

    @Test
    void rungsThatAModelWasNotRunOnAreLeftOut() {
        List<Row> rows = LeakWorth.of(
                List.of(score("ridge", "honest", "A", 0.1), score("ridge", "reference", "A", 0.3)), LADDER);

        assertEquals(2, rows.size());
        assertEquals(2, rows.get(1).rung());
        assertEquals(0.2, rows.get(1).worth(), 1e-9);
    }

    @Test
    void oneProtocolAloneMakesNoSteps() {
        assertEquals(List.of(), LeakWorth.of(List.of(score("ridge", "honest", "A", 0.1)), LADDER));
    }

    private static PanelScore score(String model, String protocol, String section, double mean) {
        return new PanelScore(model, protocol, "f", section, "all", mean, 10, 0);
    }
}
