package org.heclip.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;

class KnownSpaceTest {
    private static final int TILES = 300;
    private static final int COLUMNS = 7;
    private static final List<String> GROUPS = Stream.concat(
                    Collections.nCopies(TILES / 2, "P1").stream(), Collections.nCopies(TILES / 2, "P2").stream())
            .toList();

    @Test
    void tileOfTheSameKindIsAsUsualAsTrainingTiles() {
        KnownSpace space = KnownSpace.fit(tiles(1, 0), GROUPS);
        double[] scores =
                Arrays.stream(space.distances(tiles(2, 0))).map(space::score).toArray();
        long low = Arrays.stream(scores).filter(score -> score < 0.1).count();
        assertTrue(low > 0.04 * TILES && low < 0.18 * TILES, low + " of " + TILES + " below 0.1");
    }

    @Test
    void tileFarOffIsNot() {
        KnownSpace space = KnownSpace.fit(tiles(1, 0), GROUPS);
        for (double distance : space.distances(tiles(3, 8))) {
            assertEquals(1.0 / (TILES + 1), space.score(distance));
        }
    }

    @Test
    void distanceIsTheMeanOverTheFiveNearest() {
        DenseMatrix line = new DenseMatrix(6, 1, new float[] {0, 1, 2, 3, 4, 5});
        KnownSpace space = KnownSpace.fit(line, Collections.nCopies(6, "P"));
        double sd = Math.sqrt(35.0 / 12);
        assertEquals((0 + 1 + 2 + 3 + 4) / 5.0 / sd, space.distances(new DenseMatrix(1, 1, new float[] {0}))[0], 1e-6);
        assertEquals(0, space.heldOut().length, "one group holds nothing out");
    }

    @Test
    void heldOutDistancesAreThoseToOtherGroups() {
        DenseMatrix two = new DenseMatrix(4, 1, new float[] {0, 0, 10, 10});
        KnownSpace space = KnownSpace.fit(two, List.of("A", "A", "B", "B"));
        for (float distance : space.heldOut()) {
            assertEquals(2, distance, 1e-6, "ten apart, five of them a standard deviation");
        }
    }

    @Test
    void comesBackFromItsTensors() {
        KnownSpace space = KnownSpace.fit(tiles(1, 0), GROUPS);
        Map<String, Tensor> tensors = new TreeMap<>();
        space.addTo(tensors, "colour");
        KnownSpace again = KnownSpace.from(tensors, "colour", "file");
        assertEquals(Arrays.toString(space.distances(tiles(4, 1))), Arrays.toString(again.distances(tiles(4, 1))));
    }

    private static DenseMatrix tiles(long seed, double shift) {
        Random random = new Random(seed);
        float[] values = new float[TILES * COLUMNS];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) (random.nextGaussian() + shift));
        return new DenseMatrix(TILES, COLUMNS, values);
    }
}
