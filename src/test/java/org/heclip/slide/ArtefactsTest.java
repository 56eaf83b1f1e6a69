package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On speckled tissue of two stains, 300 x 200 pixels, with spots of 8 pixels' radius. */
class ArtefactsTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int REACH = 4;
    private static final int SMALLEST = 100;
    /** Ruifrok and Johnston's, and those that Macenko et al. normalise to. */
    private static final double[][][] STAINS = {
        {{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}}, {{0.5626, 0.7201, 0.4062}, {0.2159, 0.8012, 0.5581}}
    };

    private static boolean isTissue(int x, int y) {
        return Math.hypot((x - 150) / 120.0, (y - 100) / 80.0) < 1;
    }

    private static int sample(double[][] stains, double h, double e, int channel) {
        return (int) Math.round(245 * Math.exp(-h * stains[0][channel] - e * stains[1][channel]));
    }

    private static RgbImage tissue() {
        RgbImage image = RgbImage.white(WIDTH, HEIGHT);
        Random random = new Random(3);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double h = isTissue(x, y) ? 0.15 + (random.nextInt(6) == 0 ? 0.8 : 0) : 0;
                double e = isTissue(x, y) ? 0.3 + 0.2 * random.nextDouble() : 0;
                for (int c = 0; c < 3; c++) {
                    image.pixels()[(y * WIDTH + x) * 3 + c] = (byte) sample(STAINS[1], h, e, c);
                }
            }
        }
        return image;
    }

    private static void paint(RgbImage image, int x, int y, int w, int h, int... rgb) {
        for (int row = y; row < y + h; row++) {
            for (int column = x; column < x + w; column++) {
                for (int c = 0; c < 3; c++) {
                    image.pixels()[(row * WIDTH + column) * 3 + c] = (byte) rgb[c];
                }
            }
        }
    }

    private static int within(BitSet bits, int x, int y, int w, int h) {
        return (int) bits.stream()
                .filter(i -> i % WIDTH >= x && i % WIDTH < x + w && i / WIDTH >= y && i / WIDTH < y + h)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"blue, 30, 60, 180", "navy, 20, 20, 110", "green, 30, 140, 70", "black, 25, 25, 30", "red, 215, 30, 45"
    })
    void aPenMarkIsNoTissue(String name, int r, int g, int b) {
        RgbImage image = tissue();
        paint(image, 90, 60, 80, 14, r, g, b);
        paint(image, 5, 5, 40, 12, r, g, b);
        TissueMask mask = TissueMask.of(image, REACH, SMALLEST);
        assertTrue(mask.isReliable());
        assertEquals(80 * 14, within(mask.artefacts().ink(), 90, 60, 80, 14), name + " on tissue");
        assertEquals(0, within(mask.tissue(), 90, 60, 80, 14));
        assertEquals(0, within(mask.tissue(), 5, 5, 40, 12), name + " on glass");
        assertTrue(mask.artefacts().ink().cardinality() < 3 * (80 * 14 + 40 * 12), "only the marks and their rims");
    }

    @Test
    void tissueWithoutMarksHasNone() {
        TissueMask mask = TissueMask.of(tissue(), REACH, SMALLEST);
        assertTrue(mask.artefacts().ink().isEmpty());
        assertTrue(mask.artefacts().folds().isEmpty());
    }

    @Test
    void noMixtureOfTheTwoStainsIsInk() {
        for (double[][] stains : STAINS) {
            for (double h = 0; h <= 2.5; h += 0.1) {
                for (double e = 0; e <= 2.5; e += 0.1) {
                    double[] density = new double[3];
                    for (int c = 0; c < 3; c++) {
                        density[c] = StainDensities.density(sample(stains, h, e, c));
                    }
                    assertFalse(
                            Artefacts.isInk(density[0], density[1], density[2]),
                            "haematoxylin " + h + ", eosin " + e + " of " + stains[0][0]);
                }
            }
        }
    }

    /** Tissue lying twice: its densities add up. */
    private static RgbImage folded(int x, int y, int w, int h) {
        RgbImage image = tissue();
        for (int row = y; row < y + h; row++) {
            for (int column = x; column < x + w; column++) {
                for (int c = 0; c < 3; c++) {
                    int at = (row * WIDTH + column) * 3 + c;
                    int other = ((row + 20) * WIDTH + column) * 3 + c;
                    image.pixels()[at] = (byte) ((image.pixels()[at] & 0xff) * (image.pixels()[other] & 0xff) / 245);
                }
            }
        }
        return image;
    }

    @Test
    void aFoldIsFoundAndIsNoTissue() {
        TissueMask mask = TissueMask.of(folded(80, 90, 130, 9), REACH, SMALLEST);
        int found = within(mask.artefacts().folds(), 80, 90, 130, 9);
        assertTrue(found > 0.7 * 130 * 9, "found " + found + " of " + 130 * 9);
        assertTrue(mask.artefacts().folds().cardinality() - found < 0.3 * 130 * 9);
        assertFalse(mask.isTissue(145, 94));
        assertTrue(mask.isTissue(145, 110));
    }

    @Test
    void aBroadDarkAreaIsNoFold() {
        TissueMask mask = TissueMask.of(folded(100, 60, 80, 50), REACH, SMALLEST);
        assertTrue(mask.artefacts().folds().isEmpty(), "a dense tumour is tissue");
    }
}
