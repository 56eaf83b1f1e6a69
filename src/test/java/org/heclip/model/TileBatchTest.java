package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TileBatchTest {
    private static final int PX = 16;
    private static final int PIXELS = PX * PX;

    /** Level {@code p} in red, {@code 255 - p} in green, and blue that differs from tile to tile; 256 pixels. */
    private static final Tiles LEVELS = new Tiles.Read(2, PX, s -> {
        byte[] rgb = new byte[3 * PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            rgb[3 * p] = (byte) p;
            rgb[3 * p + 1] = (byte) (255 - p);
            rgb[3 * p + 2] = (byte) (100 * s + p / 2);
        }
        return rgb;
    });

    @Test
    void everyLevelIsNormalisedAsInSinglePrecision() {
        TileBatch.Scale scale = TileBatch.Scale.IMAGENET;

        assertArrayEquals(expected(scale, null), array(TileBatch.of(LEVELS, new int[] {1, 0}, null, scale)));
    }

    @Test
    void tilesAreTurnedBeforeTheyAreNormalised() {
        TileBatch.Scale scale = TileBatch.Scale.INCEPTION;

        assertArrayEquals(
                expected(scale, new Random(5)), array(TileBatch.of(LEVELS, new int[] {1, 0}, new Random(5), scale)));
    }

    private static float[] array(TileBatch batch) {
        try (NDManager manager = Libtorch.start(1, "cpu").newManager()) {
            NDArray images = batch.array(manager);
            assertArrayEquals(new long[] {2, 3, PX, PX}, images.getShape().getShape());
            assertEquals(1, manager.getManagedArrays().size());
            return images.toFloatArray();
        }
    }

    private static float[] expected(TileBatch.Scale scale, Random augment) {
        float[] images = new float[2 * 3 * PIXELS];
        for (int i = 0; i < 2; i++) {
            TileBatch.Orientation orientation =
                    augment == null ? TileBatch.Orientation.UPRIGHT : TileBatch.Orientation.random(augment);
            byte[] rgb = LEVELS.read(1 - i);
            for (int p = 0; p < PIXELS; p++) {
                int from = orientation.source(p / PX, p % PX, PX);
                for (int c = 0; c < 3; c++) {
                    float level = (rgb[3 * from + c] & 0xff) / 255f;
                    images[(3 * i + c) * PIXELS + p] = (level - scale.mean()[c]) / scale.sd()[c];
                }
            }
        }
        return images;
    }
}
