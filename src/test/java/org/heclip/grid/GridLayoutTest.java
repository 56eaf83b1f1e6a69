package org.heclip.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heclip.section.Spot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GridLayoutTest {
    @ParameterizedTest
    @EnumSource(GridLayout.class)
    void nearestNeighbourIsTheSpacingAway(GridLayout layout) {
        List<Spot> spots = layout.over(500, 400, 40);
        for (Spot spot : spots) {
            double nearest = spots.stream()
                    .filter(other -> other != spot)
                    .mapToDouble(other ->
                            Math.hypot(other.xFullResPx() - spot.xFullResPx(), other.yFullResPx() - spot.yFullResPx()))
                    .min()
                    .orElseThrow();
            assertEquals(40, nearest, 1e-9);
            assertTrue(spot.xFullResPx() < 500 && spot.yFullResPx() < 400);
        }
        assertEquals(spots.size(), spots.stream().map(Spot::barcode).distinct().count());
    }

    @Test
    void hexagonalColumnsAreCountedInHalfSteps() {
        for (Spot spot : GridLayout.HEX.over(300, 300, 30)) {
            assertEquals(0, (spot.arrayRow() + spot.arrayCol()) % 2);
            assertEquals(15 + spot.arrayCol() * 15.0, spot.xFullResPx(), 1e-9);
        }
    }

    @Test
    void squareOfThreeByTwo() {
        assertEquals(6, GridLayout.SQUARE.over(299, 200, 100).size());
    }

    @Test
    void morePositionsThanAnySlideNeedsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> GridLayout.SQUARE.over(100_000, 80_000, 1));
        assertThrows(IllegalArgumentException.class, () -> GridLayout.HEX.over(10, 10, Double.NaN));
    }
}
