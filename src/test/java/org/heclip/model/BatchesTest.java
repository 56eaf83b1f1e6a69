package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void batchesComeInOrderAndPrepareStaysWithinTheThreads() {
        Libtorch.start(3, "cpu");
        Set<Integer> threads = ConcurrentHashMap.newKeySet();
        List<Integer> consumed = new ArrayList<>();
        Batches.prefetched(
                20,
                i -> IntStream.range(0, 64)
                        .parallel()
                        .peek(j -> threads.add(ForkJoinTask.getPool().getParallelism()))
                        .map(j -> i)
                        .sum(),
                (i, sum) -> {
                    assertEquals(64 * i, sum);
                    consumed.add(i);
                });

        assertEquals(IntStream.range(0, 20).boxed().toList(), consumed);
        assertEquals(Set.of(3), threads);
    }

    @Test
    void whatTilesSayOfThemselvesComesThrough() {
        InputException damaged = new InputException("a.h5ad", "obsm/tiles", "tile 3 is damaged");
        Tiles tiles = new Tiles.Read(8, 2, s -> {
            if (s == 3) {
                throw damaged;
            }
            return new byte[12];
        });
        int[] all = IntStream.range(0, 8).toArray();

        assertSame(
                damaged,
                assertThrows(
                        InputException.class,
                        () -> Batches.prefetched(
                                1, i -> TileBatch.of(tiles, all, null, TileBatch.Scale.IMAGENET), (i, batch) -> {})));
    }
}
