package org.heclip.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.heclip.slide.GoldenFile;
import org.heclip.slide.MemorySlide;
import org.heclip.slide.RgbImage;
import org.junit.jupiter.api.Test;

/** Against numpy's mean, std and percentile (src/test/python/make_tile_golden.py). */
class ColourStatisticsTest {
    @Test
    void allEighteenAreNumpys() throws IOException {
        MemorySlide source = new MemorySlide(GoldenFile.rgb("tile/source.rgb", 48, 48));
        int compared = 0;
        for (String[] row : GoldenFile.tsv("tile/colour.tsv")) {
            int edge = Integer.parseInt(row[0]);
            float[] got = ColourStatistics.of(source.readRegion(0, 0, edge, edge));
            String[] expected = row[1].split(" ");
            assertEquals(ColourStatistics.COUNT, expected.length);
            for (int i = 0; i < got.length; i++) {
                assertEquals(Double.parseDouble(expected[i]), got[i], 1e-6 * Math.max(1, got[i]), "figure " + i);
                compared++;
            }
        }
        assertEquals(4 * 18, compared);
    }

    @Test
    void oneColourHasNoDeviation() {
        RgbImage plain = RgbImage.white(31, 31);
        java.util.Arrays.fill(plain.pixels(), (byte) 171);
        assertEquals(0, ColourStatistics.of(plain)[1]);
        assertEquals(171, ColourStatistics.of(plain)[0]);
    }
}
