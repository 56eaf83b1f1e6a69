package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against OpenCV's resize (src/test/python/make_tile_golden.py). */
class ResamplerTest {
    private static final int EDGE = 48;

    private static RgbImage source() throws IOException {
        return GoldenFile.rgb("tile/source.rgb", EDGE, EDGE);
    }

    @Test
    void sizesAreOpenCvsAreaAndLinear() throws IOException {
        Resampler.Window whole = new Resampler.Window(0, 0, EDGE, EDGE);
        int compared = 0;
        for (String[] row : GoldenFile.tsv("tile/resampled.tsv")) {
            int size = Integer.parseInt(row[0]);
            RgbImage expected = GoldenFile.rgb("tile/" + row[2], size, size);
            RgbImage got = Resampler.resample(new MemorySlide(source()), whole, size, size);
            int off = GoldenFile.furthest(expected, got);
            // OpenCV's linear weights have 11 bits
            assertTrue(off <= 1, () -> row[1] + " to " + size + " is off by " + off);
            compared++;
        }
        assertEquals(6, compared);
    }

    @Test
    void theSameSizeIsACopy() throws IOException {
        RgbImage part = Resampler.resample(new MemorySlide(source()), new Resampler.Window(5, 7, 20, 20), 20, 20);
        assertEquals(new MemorySlide(source()).readRegion(5, 7, 20, 20), part);
    }

    /** Every sample of every pair that can be, against the mean that rounds half up. */
    @Test
    void halfWayBetweenPixelsIsTheirMean() {
        int edge = 61;
        RgbImage noise = RgbImage.white(edge, edge);
        new Random(2).nextBytes(noise.pixels());
        Slide slide = new MemorySlide(noise);
        for (double right : new double[] {0, 0.5}) {
            for (double down : new double[] {0, 0.5}) {
                RgbImage got = Resampler.resample(slide, new Resampler.Window(3 + right, 4 + down, 50, 47), 50, 47);
                for (int y = 0; y < 47; y++) {
                    for (int x = 0; x < 50; x++) {
                        int x2 = 3 + x + (right > 0 ? 1 : 0);
                        int y2 = 4 + y + (down > 0 ? 1 : 0);
                        int sum = noise.sample(3 + x, 4 + y, 1)
                                + noise.sample(x2, 4 + y, 1)
                                + noise.sample(3 + x, y2, 1)
                                + noise.sample(x2, y2, 1);
                        assertEquals((int) Math.floor(sum / 4.0 + 0.5), got.sample(x, y, 1));
                    }
                }
            }
        }
    }

    @Test
    void oneColourStaysThatColour() {
        RgbImage plain = RgbImage.white(400, 700);
        java.util.Arrays.fill(plain.pixels(), (byte) 131);
        for (double window : new double[] {399.3, 123.45, 31.7, 9.2}) {
            RgbImage small =
                    Resampler.resample(new MemorySlide(plain), new Resampler.Window(0, 0, window, window), 32, 32);
            for (byte sample : small.pixels()) {
                assertEquals(131, sample & 0xff);
            }
        }
    }

    /** More rows than are read at a time. */
    @Test
    void bandsLeaveNoSeams() {
        int edge = 900;
        RgbImage noise = RgbImage.white(edge, edge);
        new Random(1).nextBytes(noise.pixels());
        RgbImage third = Resampler.resample(new MemorySlide(noise), new Resampler.Window(0, 0, edge, edge), 300, 300);
        for (int y = 0; y < 300; y++) {
            int sum = 0;
            for (int dy = 0; dy < 3; dy++) {
                for (int dx = 0; dx < 3; dx++) {
                    sum += noise.sample(3 * 17 + dx, 3 * y + dy, 2);
                }
            }
            assertEquals(sum / 9.0, third.sample(17, y, 2), 0.51);
        }
    }

    @Test
    void aThumbnailIsNeverEnlarged() throws IOException {
        Slide slide = new MemorySlide(source());
        assertEquals(source(), slide.thumbnail(600));
        assertEquals(1, slide.thumbnailScale(600));
        assertEquals(12, slide.thumbnail(12).width());
        assertEquals(0.25, slide.thumbnailScale(12));
    }
}
