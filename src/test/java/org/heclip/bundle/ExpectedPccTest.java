package org.heclip.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heclip.bundle.ExpectedPcc.Held;
import org.junit.jupiter.api.Test;

class ExpectedPccTest {
    @Test
    void undefinedPccCountsAsZero() {
        assertEquals(
                0.3,
                ExpectedPcc.of("A", List.of(new Held(0.6, 0.5, 0.7), new Held(null, null, null)))
                        .expectedPcc());
    }

    @Test
    void intervalOfOneSectionIsThatOfItsSpots() {
        ExpectedPcc one = ExpectedPcc.of("A", List.of(new Held(0.4, 0.3, 0.5)));
        assertEquals(0.3, one.low(), 1e-9);
        assertEquals(0.5, one.high(), 1e-9);
    }

    @Test
    void sectionsThatDisagreeWidenTheInterval() {
        // sd 0.4 / sqrt(2) over sections, standard error 0.2
        ExpectedPcc two = ExpectedPcc.of("A", List.of(new Held(0.1, 0.05, 0.15), new Held(0.5, 0.45, 0.55)));
        assertEquals(0.3 - 1.959964 * 0.2, two.low(), 1e-9);
        assertFalse(two.reliable(), "its interval holds 0");
    }

    @Test
    void geneIsReliableWhenItsPccIsHighAndItsIntervalAboveZero() {
        assertTrue(ExpectedPcc.of("A", List.of(new Held(0.2, 0.1, 0.3))).reliable());
        assertFalse(ExpectedPcc.of("A", List.of(new Held(0.19, 0.1, 0.28))).reliable());
    }

    @Test
    void geneThatNoFoldPredictedHasNoFigure() {
        ExpectedPcc none = ExpectedPcc.of("A", List.of());
        assertNull(none.expectedPcc());
        assertFalse(none.reliable());
    }
}
