package org.heclip.align;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What two witnesses make of each other. */
class OrientationCheckTest {
    private static Map<Orientation, Double> all(double value) {
        Map<Orientation, Double> all = new EnumMap<>(Orientation.class);
        for (Orientation orientation : Orientation.values()) {
            all.put(orientation, value);
        }
        return all;
    }

    private static Map<Orientation, Double> outline(Orientation best, double score) {
        Map<Orientation, Double> scores = all(0.5);
        scores.put(best, score);
        return scores;
    }

    private static Optional<ExpressionCheck> expression(
            Orientation best, double evidence, Orientation other, double its) {
        Map<Orientation, Double> all = all(-20);
        all.put(Orientation.AS_GIVEN, 0.0);
        all.put(best, evidence);
        all.put(other, its);
        return Optional.of(new ExpressionCheck(all, 1, null));
    }

    @Test
    void anOutlineThatExpressionPrefersTooIsBelievedAgainstItsFavourite() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.8);
        assertEquals(
                Orientation.ROTATE_180,
                OrientationCheck.of(outline, expression(Orientation.FLIP_X, 9, Orientation.ROTATE_180, 3))
                        .best());
        assertEquals(
                Orientation.AS_GIVEN,
                OrientationCheck.of(outline, expression(Orientation.FLIP_X, 9, Orientation.ROTATE_180, -3))
                        .best());
    }

    @Test
    void anOutlineThatIsNotClearDecidesNothing() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.55);
        assertEquals(
                Orientation.FLIP_X,
                OrientationCheck.of(outline, expression(Orientation.FLIP_X, 9, Orientation.ROTATE_180, 3))
                        .best());
        assertEquals(
                Orientation.AS_GIVEN,
                OrientationCheck.of(outline, Optional.empty()).best());
    }

    @Test
    void expressionThatIsSureOfTheGivenOneHoldsAnOutlineBack() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.8);
        assertEquals(
                Orientation.AS_GIVEN,
                OrientationCheck.of(outline, expression(Orientation.FLIP_X, -9, Orientation.ROTATE_180, -9))
                        .best());
        assertEquals(
                Orientation.ROTATE_180,
                OrientationCheck.of(outline, Optional.empty()).best());
    }
}
