package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Which spots go through a network together. */
final class Batches {
    /** A contrast needs two. */
    static final int LEAST = 2;

    private Batches() {}

    /** All of {@code spots} in order, {@code size} at a time. */
    static List<int[]> inOrder(int spots, int size) {
        return cut(IntStream.range(0, spots).toArray(), size);
    }

    /** All of {@code spots} in a random order; a last batch of fewer than two is left out. */
    static List<int[]> shuffled(int spots, int size, Random random) {
        int[] order = IntStream.range(0, spots).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return cut(order, size).stream().filter(batch -> batch.length >= LEAST).toList();
    }

    /** In order, {@code size} at a time. */
    static List<int[]> cut(int[] order, int size) {
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < order.length; start += size) {
            int length = Math.min(size, order.length - start);
            batches.add(
                    IntStream.range(start, start + length).map(i -> order[i]).toArray());
        }
        return batches;
    }

    /**
     * Has batch {@code i + 1} prepared while {@code consume} works on batch {@code i}, always in order.
     *
     * @param prepare runs on as many threads as libtorch, if it goes through a parallel stream; else on one
     */
    static <T> void prefetched(int batches, IntFunction<T> prepare, BiConsumer<Integer, T> consume) {
        // a parallel stream stays in the pool that it is started from
        ExecutorService reader = new ForkJoinPool(Libtorch.threads());
        try {
            CompletableFuture<T> next = null;
            for (int i = 0; i < batches; i++) {
                int now = i;
                CompletableFuture<T> current =
                        next != null ? next : CompletableFuture.supplyAsync(() -> prepare.apply(now), reader);
                next = i + 1 < batches ? CompletableFuture.supplyAsync(() -> prepare.apply(now + 1), reader) : null;
                consume.accept(i, joined(current));
            }
        } finally {
            reader.shutdownNow();
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
