package org.heclip.slide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class BlockCacheTest {
    private static final int LENGTH = 100;

    private final BlockCache cache = new BlockCache(2 * LENGTH + LENGTH / 2);
    private int decoded;
    private byte[] seen;

    /** A block is filled with its number. */
    private byte[] use(int block) throws IOException {
        assertTrue(cache.use(new BlockCache.Key(0, block), LENGTH, into -> fill(into, block), this::see, true));
        assertEquals(block, seen[LENGTH - 1]);
        return seen;
    }

    private void fill(byte[] into, int block) {
        decoded++;
        Arrays.fill(into, (byte) block);
    }

    private void see(byte[] block) {
        seen = block;
    }

    @Test
    void aBlockIsDecodedOnceWhileItIsHeld() throws IOException {
        for (int block : new int[] {0, 1, 0, 2, 0, 1, 0}) {
            use(block);
        }
        // 0 stays since it is used again and again; 1 makes room for 2 and comes back
        assertEquals(4, decoded);
    }

    @Test
    void aNewBlockTakesTheMemoryOfADroppedOne() throws IOException {
        byte[] first = use(0);
        byte[] second = use(1);
        assertSame(first, use(2));
        assertSame(second, use(3));
    }

    @Test
    void aBlockInUseKeepsItsMemory() throws IOException {
        cache.use(
                new BlockCache.Key(0, 9),
                LENGTH,
                into -> fill(into, 9),
                inUse -> {
                    try {
                        for (int block = 0; block < 5; block++) {
                            assertNotSame(inUse, use(block));
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    assertEquals(9, inUse[0]);
                },
                true);
    }

    @Test
    void aBlockThatCannotBeDecodedLeavesNothingBehind() throws IOException {
        byte[] first = use(0);
        byte[] second = use(1);
        for (int i = 0; i < 10; i++) {
            assertThrows(
                    IOException.class,
                    () -> cache.use(new BlockCache.Key(0, 2), LENGTH, into -> fail(), block -> {}, true));
        }
        // the one that made room for it was dropped
        assertSame(second, use(1));
        assertNotSame(first, use(0));
        assertSame(second, use(1));
        assertEquals(3, decoded);
    }

    private static void fail() throws IOException {
        throw new IOException("damaged");
    }

    @Test
    void aBlockThatAnotherThreadDecodesIsWaitedForOnlyIfWanted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        BlockCache.Key key = new BlockCache.Key(0, 1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try {
                cache.use(key, LENGTH, into -> fillLate(into, begun, go), block -> {}, true);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        begun.await();
        assertFalse(cache.use(key, LENGTH, into -> fill(into, 1), this::see, false));
        go.countDown();
        use(1);
        other.join();
        assertEquals(0, decoded);
        assertTrue(cache.use(key, LENGTH, into -> fill(into, 1), this::see, false));
    }

    /** Too little memory is exit status 137 in whichever thread: the pipeline tries again with more. */
    @Test
    void threadsThatWaitForABlockLearnThatThereIsNoMemory() throws Exception {
        BlockCache.Key key = new BlockCache.Key(0, 0);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        Thread decoding = new Thread(() -> assertThrows(
                OutOfMemoryError.class,
                () -> cache.use(
                        key,
                        LENGTH,
                        into -> {
                            fillLate(into, begun, ends);
                            throw new OutOfMemoryError("none");
                        },
                        block -> {},
                        true)));
        decoding.start();
        begun.await();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() ->
                thrown.set(assertThrows(Throwable.class, () -> cache.use(key, LENGTH, into -> {}, block -> {}, true))));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        ends.countDown();
        waiting.join();
        decoding.join();
        assertEquals(OutOfMemoryError.class, thrown.get().getClass());
    }

    private static void fillLate(byte[] into, CountDownLatch begun, CountDownLatch go) {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Arrays.fill(into, (byte) 1);
    }
}
