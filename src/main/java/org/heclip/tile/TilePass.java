package org.heclip.tile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.heclip.slide.RgbImage;

/** Cuts every tile once, in the order in which the slide is stored, so that a block is decoded once and soon forgotten. */
public final class TilePass {
    /** Takes a tile; called from several threads at once, in no order. */
    public interface Sink {
        void take(int spot, RgbImage tile);
    }

    private TilePass() {}

    /**
     * @param xy positions in full-resolution pixels, x and y in turn
     * @throws RuntimeException what cutting or the sink throws first; the other threads stop soon after
     */
    public static void run(TileCutter cutter, double[] xy, int threads, Sink sink) {
        int[] order = storageOrder(cutter, xy);
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            try {
                for (int i = next.getAndIncrement(); i < order.length; i = next.getAndIncrement()) {
                    sink.take(order[i], cutter.cut(xy[2 * order[i]], xy[2 * order[i] + 1]));
                }
            } catch (RuntimeException | Error e) {
                next.set(order.length);
                throw e;
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            for (Future<?> each : running) {
                await(each);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Spots band by band of the stored image, from left to right in each. */
    static int[] storageOrder(TileCutter cutter, double[] xy) {
        double band = cutter.slide().bandPx() / cutter.imageScale();
        return IntStream.range(0, xy.length / 2)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(s -> Math.floor(xy[2 * s + 1] / band))
                        .thenComparingDouble(s -> xy[2 * s])
                        .thenComparingInt(s -> s))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while cutting tiles", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
