package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TissueMaskTest {
    private static final int[] GLASS = {243, 242, 244};
    private static final int[] SMEAR = {250, 228, 241};
    private static final int[] STROMA = {205, 150, 190};

    private static RgbImage glass() {
        RgbImage image = RgbImage.white(120, 80);
        paint(image, 0, 0, 120, 80, GLASS);
        return image;
    }

    private static void paint(RgbImage image, int x, int y, int w, int h, int[] colour) {
        for (int row = y; row < y + h; row++) {
            for (int column = x; column < x + w; column++) {
                for (int c = 0; c < 3; c++) {
                    image.pixels()[(row * image.width() + column) * 3 + c] = (byte) colour[c];
                }
            }
        }
    }

    @Test
    void tissueIsFoundAndASmearIsNot() {
        RgbImage image = glass();
        paint(image, 70, 10, 40, 60, SMEAR);
        paint(image, 10, 20, 50, 40, STROMA);
        TissueMask mask = TissueMask.of(image, 0, 20);
        assertTrue(mask.isReliable());
        assertEquals(50 * 40, mask.tissue().cardinality());
        assertTrue(mask.isTissue(10, 20));
        assertFalse(mask.isTissue(90, 40));
        assertFalse(mask.isTissue(-1, 0));
    }

    @Test
    void specksGoAndSmallHolesClose() {
        RgbImage image = glass();
        paint(image, 10, 10, 50, 50, STROMA);
        paint(image, 30, 30, 4, 4, GLASS);
        paint(image, 90, 30, 4, 4, STROMA);
        assertEquals(2500, TissueMask.of(image, 0, 17).tissue().cardinality());
        assertFalse(TissueMask.of(image, 0, 16).isTissue(30, 30), "16 pixels are not below 16");
        assertTrue(TissueMask.of(image, 0, 16).isTissue(91, 31), "16 pixels are not below 16");
    }

    @Test
    void glassAloneIsNotReliable() {
        assertFalse(TissueMask.of(glass(), 0, 5).isReliable());
        RgbImage grainy = glass();
        Random random = new Random(1);
        for (int i = 0; i < grainy.pixels().length; i++) {
            grainy.pixels()[i] += (byte) (random.nextInt(9) - 4);
        }
        assertFalse(TissueMask.of(grainy, 2, 5).isReliable());
    }

    @Test
    void tissueFromEdgeToEdgeIsNotReliable() {
        RgbImage image = RgbImage.white(120, 80);
        paint(image, 0, 0, 120, 80, STROMA);
        paint(image, 60, 0, 60, 80, new int[] {90, 60, 130});
        assertFalse(TissueMask.of(image, 0, 5).isReliable());
    }

    @Test
    void blurIsTheMeanOfWhatIsInside() {
        int width = 9;
        int height = 6;
        int[] values = new Random(2).ints((long) width * height, 0, 256).toArray();
        for (int reach : new int[] {0, 1, 3, 20}) {
            int[] blurred = BoxBlur.of(values, width, height, reach);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertEquals(mean(values, width, height, x, y, reach), blurred[y * width + x], 0.5 + 1e-9);
                }
            }
        }
        assertTrue(Arrays.equals(values, BoxBlur.of(values, width, height, 0)));
    }

    private static double mean(int[] values, int width, int height, int cx, int cy, int reach) {
        double sum = 0;
        int n = 0;
        for (int y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y++) {
            for (int x = Math.max(0, cx - reach); x <= Math.min(width - 1, cx + reach); x++) {
                sum += values[y * width + x];
                n++;
            }
        }
        return sum / n;
    }

    /** Expected value from cv2.threshold(..., THRESH_OTSU) of these samples: 41. */
    @Test
    void otsuPartsTwoHills() {
        int[] histogram = new int[256];
        for (int d = -6; d <= 6; d++) {
            histogram[35 + d] += 100 - 10 * Math.abs(d);
            histogram[150 + d] += 40 - 4 * Math.abs(d);
        }
        Otsu split = Otsu.of(histogram);
        assertEquals(41, split.threshold());
        assertEquals(115, split.separation(), 1e-9);
    }
}
