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

    private static Optional<ExpressionCheck> expression(double flipped, double turned) {
        Map<Orientation, Double> all = all(-20);
        all.put(Orientation.AS_GIVEN, 0.0);
        all.put(Orientation.FLIP_X, flipped);
        all.put(Orientation.ROTATE_180, turned);
        return Optional.of(new ExpressionCheck(all, 1, null));
    }

    /** By an outline and by what expression says of two of the orientations against the given one. */
    private static Orientation best(Map<Orientation, Double> outline, double flipped, double turned) {
        return OrientationCheck.of(outline, expression(flipped, turned)).best();
    }

    private static Orientation best(Map<Orientation, Double> outline) {
        return OrientationCheck.of(outline, Optional.empty()).best();
    }

    @Test
    void anOutlineThatExpressionPrefersTooIsBelievedAgainstItsFavourite() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.8);
        assertEquals(Orientation.ROTATE_180, best(outline, 9, 3));
        assertEquals(Orientation.AS_GIVEN, best(outline, 9, -3));
    }

    @Test
    void anOutlineThatIsNotClearDecidesNothing() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.55);
        assertEquals(Orientation.FLIP_X, best(outline, 9, 3));
        assertEquals(Orientation.AS_GIVEN, best(outline));
    }

    @Test
    void expressionThatIsSureOfTheGivenOneHoldsAnOutlineBack() {
        Map<Orientation, Double> outline = outline(Orientation.ROTATE_180, 0.8);
        assertEquals(Orientation.AS_GIVEN, best(outline, -9, -9));
        assertEquals(Orientation.ROTATE_180, best(outline));
    }
}
