package org.heclip.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.heclip.error.InputException;
import org.heclip.slide.GoldenFile;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import org.junit.jupiter.api.Test;

class TilePassTest {
    private static Slide tiles() {
        return Slides.open(GoldenFile.path("slide/blocks/tiles_deflate_rgb8.tif"));
    }

    @Test
    void positionsFollowTheStoredBands() {
        try (Slide slide = tiles()) {
            // bands of 16 px, that is 32 full-resolution px
            double[] xy = {80, 33, 90, 31, 10, 2, 5, 60, 40, 30};
            TileCutter cutter = new TileCutter(slide, 0.5, 8, 8);
            assertArrayEquals(new int[] {2, 4, 1, 3, 0}, TilePass.storageOrder(cutter, xy));
        }
    }

    @Test
    void everyTileIsCutOnceWhateverTheThreads() {
        double[] xy = new Random(5).doubles(400, 0, 38).toArray();
        try (Slide slide = tiles()) {
            TileCutter cutter = new TileCutter(slide, 1, 12, 12);
            for (int threads : new int[] {1, 4}) {
                AtomicIntegerArray seen = new AtomicIntegerArray(xy.length / 2);
                RgbImage[] cut = new RgbImage[xy.length / 2];
                TilePass.run(cutter, xy, threads, (s, tile) -> {
                    seen.incrementAndGet(s);
                    cut[s] = tile;
                });
                for (int s = 0; s < cut.length; s++) {
                    assertEquals(1, seen.get(s));
                    assertEquals(cutter.cut(xy[2 * s], xy[2 * s + 1]), cut[s]);
                }
            }
        }
    }

    @Test
    void whatAThreadThrowsIsThrown() {
        try (Slide slide = tiles()) {
            TileCutter cutter = new TileCutter(slide, 1, 12, 12);
            double[] xy = new double[200];
            assertThrows(
                    InputException.class,
                    () -> TilePass.run(cutter, xy, 3, (s, tile) -> {
                        throw new InputException("slide", "tile " + s, "found damage, expected none");
                    }));
        }
    }
}
