package org.heclip.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.heclip.slide.CellGrid;
import org.heclip.slide.MemorySlide;
import org.heclip.slide.RgbImage;
import org.junit.jupiter.api.Test;

/** Two spots on the same speckles, the right half of the image blurred over 5 x 5 pixels. */
class SpotStainsTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    private static final double RADIUS = 30;

    private static RgbImage speckles() {
        RgbImage image = RgbImage.white(WIDTH, HEIGHT);
        Random random = new Random(2);
        for (int i = 0; i < image.pixels().length; i += 3) {
            int value = 120 + random.nextInt(60);
            image.pixels()[i] = (byte) (value + 40);
            image.pixels()[i + 1] = (byte) value;
            image.pixels()[i + 2] = (byte) (value + 20);
        }
        RgbImage blurred = RgbImage.white(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int reach = x < WIDTH / 2 ? 0 : 2;
                for (int c = 0; c < 3; c++) {
                    int sum = 0;
                    int n = 0;
                    for (int dy = Math.max(0, y - reach); dy <= Math.min(HEIGHT - 1, y + reach); dy++) {
                        for (int dx = Math.max(0, x - reach); dx <= Math.min(WIDTH - 1, x + reach); dx++) {
                            sum += image.sample(dx, dy, c);
                            n++;
                        }
                    }
                    blurred.pixels()[(y * WIDTH + x) * 3 + c] = (byte) (sum / n);
                }
            }
        }
        return blurred;
    }

    private static SpotStains stains() {
        SpotLayout spots = new SpotLayout(
                new double[] {50, 150, 400}, new double[] {50, 50, 50}, new boolean[] {true, true, true}, RADIUS);
        return SpotStains.of(spots, CellGrid.of(new MemorySlide(speckles()), RADIUS, 0.5), Optional.empty());
    }

    @Test
    void aBlurredSpotIsLessSharp() {
        double[] sharpness = stains().sharpness();
        assertTrue(sharpness[0] > 5 * sharpness[1], sharpness[0] + " and " + sharpness[1]);
    }

    @Test
    void blurDoesNotChangeTheStains() {
        SpotStains stains = stains();
        assertEquals(stains.eosin()[0], stains.eosin()[1], 0.05);
        assertTrue(stains.eosin()[0] > 0.1, "green is the darkest channel");
    }

    /** Mixed by stains that the fixed vectors do not know: they make eosin negative, the section's own give back what was mixed. */
    @Test
    void theSectionsOwnStainsGiveBackWhatWasMixed() {
        double[] h = {0.75, 0.55, 0.37};
        double[] e = {0.35, 0.60, 0.72};
        double[][] mixed = {{0.9, 0.2}, {0.3, 0.8}};
        RgbImage image = RgbImage.white(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double[] amounts = mixed[i % WIDTH < WIDTH / 2 ? 0 : 1];
            for (int c = 0; c < 3; c++) {
                double density = amounts[0] * h[c] + amounts[1] * e[c];
                image.pixels()[3 * i + c] = (byte) Math.round(256 * Math.exp(-density) - 1);
            }
        }
        SpotLayout spots =
                new SpotLayout(new double[] {50, 150}, new double[] {50, 50}, new boolean[] {true, true}, RADIUS);
        CellGrid cells = CellGrid.of(new MemorySlide(image), RADIUS, 0.5);
        SpotStains fixed = SpotStains.of(spots, cells, Optional.empty());
        assertTrue(fixed.eosin()[0] < 0, "eosin " + fixed.eosin()[0]);
        SpotStains own = SpotStains.of(spots, cells, Optional.of(new StainVectors(h, e, 256)));
        for (int s = 0; s < 2; s++) {
            assertEquals(mixed[s][0], own.haematoxylin()[s], 0.02);
            assertEquals(mixed[s][1], own.eosin()[s], 0.02);
        }
    }

    @Test
    void beyondTheImageNothingIsKnown() {
        assertTrue(Double.isNaN(stains().sharpness()[2]));
        assertTrue(Double.isNaN(stains().haematoxylin()[2]));
    }
}
