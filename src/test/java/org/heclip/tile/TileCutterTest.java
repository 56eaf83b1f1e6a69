package org.heclip.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.heclip.section.Mpp;
import org.heclip.slide.MemorySlide;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.junit.jupiter.api.Test;

class TileCutterTest {
    private static Slide noise() {
        RgbImage image = RgbImage.white(100, 80);
        new Random(4).nextBytes(image.pixels());
        return new MemorySlide(image);
    }

    @Test
    void aNativeTileIsTheSquareAroundTheSpot() {
        TileCutter cutter = new TileCutter(noise(), 1, 16, 16);
        assertEquals(noise().readRegion(32, 42, 16, 16), cutter.cut(40, 50));
        assertEquals(noise().readRegion(32, 42, 16, 16), cutter.cut(40.4, 49.6));
    }

    @Test
    void positionsFollowTheImagesScale() {
        TileCutter cutter = new TileCutter(noise(), 0.25, 16, 16);
        assertEquals(noise().readRegion(32, 42, 16, 16), cutter.cut(160, 200));
    }

    @Test
    void overTheEdgeIsWhiteAndCounted() {
        TileCutter cutter = new TileCutter(noise(), 1, 16, 16);
        RgbImage corner = cutter.cut(2, 79);
        assertEquals(255, corner.sample(5, 0, 0));
        assertEquals(noise().readRegion(0, 71, 1, 1).sample(0, 0, 1), corner.sample(6, 0, 1));
        assertTrue(cutter.isPadded(2, 79));
        assertTrue(cutter.isPadded(95, 40));
        assertFalse(cutter.isPadded(8, 8));
        assertFalse(cutter.isPadded(92, 72));
        assertTrue(cutter.isPadded(92.6, 72));
    }

    @Test
    void aTileOfHalfTheResolutionAveragesFourPixels() {
        RgbImage tile = new TileCutter(noise(), 1, 32, 16).cut(40, 40);
        RgbImage square = noise().readRegion(24, 24, 32, 32);
        double mean =
                (square.sample(6, 8, 0) + square.sample(7, 8, 0) + square.sample(6, 9, 0) + square.sample(7, 9, 0))
                        / 4.0;
        assertEquals(mean, tile.sample(3, 4, 0), 0.5);
    }

    @Test
    void theSquareCoversTheTilesMicrometres() {
        Optional<Mpp> image = Optional.of(new Mpp(0.7));
        assertEquals(160, TileResolution.parse("0.5").sourcePx(224, image), 1e-9);
        assertEquals(224, TileResolution.parse("native").sourcePx(224, image));
        assertEquals(224, TileResolution.parse("native").sourcePx(224, Optional.empty()));
    }

    @Test
    void whatIsNoPixelSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TileResolution.parse("half"));
        assertThrows(IllegalArgumentException.class, () -> TileResolution.parse("-1"));
        assertThrows(IllegalArgumentException.class, () -> TileResolution.parse("NaN"));
        TileResolution known = TileResolution.parse("0.5");
        assertThrows(IllegalArgumentException.class, () -> known.sourcePx(224, Optional.empty()));
    }
}
