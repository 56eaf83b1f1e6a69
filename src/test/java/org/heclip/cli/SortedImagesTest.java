package org.heclip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.model.SectionImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slide in bands: every position once, with all that lies around it. */
class SortedImagesTest {
    private static final int POSITIONS = 90;
    private static final double REACH = 20;

    @TempDir
    private Path folder;

    @Test
    void bandsShowEachPositionOnceWithAllAroundIt() throws IOException {
        SectionImages slide = slide();
        DenseMatrix spatial = slide.spatial().orElseThrow();
        int[] shown = new int[POSITIONS];
        int[] largest = new int[1];
        try (SortedImages sorted = new SortedImages(folder.resolve("x"), slide, spatial)) {
            sorted.put(0, slide.select(IntStream.range(0, 50).toArray()));
            sorted.put(50, slide.select(IntStream.range(50, POSITIONS).toArray()));
            sorted.forEachBand(REACH, 7, band -> {
                largest[0] = Math.max(largest[0], band.images().spots());
                assertTrue(band.own().length <= 7);
                for (int i = 0; i < band.own().length; i++) {
                    int place = band.places()[i];
                    shown[place]++;
                    assertSame(slide, place, band.images(), band.own()[i]);
                    assertEquals(
                            around(spatial, place),
                            around(band.images().spatial().orElseThrow(), band.own()[i]));
                }
            });
        }
        assertArrayEquals(IntStream.range(0, POSITIONS).map(s -> 1).toArray(), shown);
        assertTrue(largest[0] < POSITIONS / 2, "a band holds " + largest[0] + " of " + POSITIONS + " positions");
    }

    private static void assertSame(SectionImages slide, int place, SectionImages band, int row) {
        assertArrayEquals(
                slide.spatial().orElseThrow().row(place),
                band.spatial().orElseThrow().row(row));
        assertArrayEquals(slide.requireColour().row(place), band.requireColour().row(row));
        assertEquals(2, band.stages().size());
        for (int stage = 0; stage < 2; stage++) {
            assertArrayEquals(
                    slide.stages().get(stage).row(place),
                    band.stages().get(stage).row(row));
        }
    }

    private static long around(DenseMatrix spatial, int place) {
        return IntStream.range(0, spatial.rows())
                .filter(s ->
                        Math.hypot(spatial.get(s, 0) - spatial.get(place, 0), spatial.get(s, 1) - spatial.get(place, 1))
                                <= REACH)
                .count();
    }

    /** Longer from top to bottom, in no order. */
    private static SectionImages slide() {
        Random random = new Random(4);
        DenseMatrix spatial = matrix(2, random);
        for (int s = 0; s < POSITIONS; s++) {
            spatial.values()[2 * s] *= 50;
            spatial.values()[2 * s + 1] *= 200;
        }
        return new SectionImages(
                "A",
                POSITIONS,
                Optional.of(matrix(5, random)),
                Optional.of(matrix(3, random)),
                Optional.empty(),
                Optional.of(spatial),
                List.of(matrix(2, random), matrix(4, random)),
                Optional.empty());
    }

    private static DenseMatrix matrix(int cols, Random random) {
        DenseMatrix matrix = DenseMatrix.zeros(POSITIONS, cols);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = random.nextFloat();
        }
        return matrix;
    }
}
