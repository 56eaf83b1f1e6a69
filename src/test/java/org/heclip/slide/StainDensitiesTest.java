package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StainDensitiesTest {
    private static final double[] HAEMATOXYLIN = {0.65, 0.70, 0.29};

    private static final double[] EOSIN = {0.07, 0.99, 0.11};

    @Test
    void amountsThatWereMixedAreFoundAgain() {
        for (double h = 0; h <= 2; h += 0.25) {
            for (double e = 0; e <= 2; e += 0.25) {
                float[] density = new float[3];
                for (int c = 0; c < 3; c++) {
                    density[c] = (float) (h * HAEMATOXYLIN[c] + e * EOSIN[c]);
                }
                assertEquals(h, StainDensities.haematoxylin(density[0], density[1], density[2]), 1e-3);
                assertEquals(e, StainDensities.eosin(density[0], density[1], density[2]), 1e-3);
                assertEquals(0, StainDensities.residual(density[0], density[1], density[2]), 1e-3);
                double[] back = StainDensities.densities(h, e, 0);
                for (int c = 0; c < 3; c++) {
                    assertEquals(density[c], back[c], 1e-6);
                }
            }
        }
    }

    @Test
    void whiteHasNoDensityAndBlackAFiniteOne() {
        assertEquals(0, StainDensities.density(255), 1e-7);
        assertEquals(Math.log(256), StainDensities.density(0), 1e-6);
    }
}
