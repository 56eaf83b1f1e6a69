package org.heclip.slide;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Decoded blocks, the least recently used dropped first; a new one takes the memory of one that was dropped, since a garbage
 * collector would copy each block that is kept. A block that several threads want is decoded by one of them. Those in use are
 * kept, however large.
 */
final class BlockCache {
    /** Which image of the file, and which of its blocks. */
    record Key(int level, int block) {
        // written out: what Java makes of a record's components is made at run time, a hundredth of a second of a short
        // run
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.level == level && key.block == block;
        }

        @Override
        public int hashCode() {
            return 31 * level + block;
        }
    }

    /** Fills a block that is not held. What was there before is of another. */
    interface Decoder {
        void decode(byte[] block) throws IOException;
    }

    private static final class Held {
        private final CompletableFuture<byte[]> block = new CompletableFuture<>();
        private int users = 1;
    }

    private final long maxBytes;
    private final Map<Key, Held> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    BlockCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Lets {@code use} look at a block, which it must not keep.
     *
     * @param length of the block in bytes
     * @param wait for a block that another thread is decoding; otherwise there is something else to do meanwhile
     * @return whether it was looked at
     * @throws IOException as the decoder does, in each thread that waited for the block
     */
    boolean use(Key key, int length, Decoder decoder, Consumer<byte[]> use, boolean wait) throws IOException {
        Held mine = new Held();
        Held held;
        synchronized (this) {
            // marks it as used
            held = blocks.get(key);
            if (held == null) {
                blocks.put(key, mine);
            } else if (wait || held.block.isDone()) {
                held.users++;
            } else {
                return false;
            }
        }
        try {
            use.accept(held == null ? make(key, length, mine, decoder) : await(held.block));
            return true;
        } finally {
            synchronized (this) {
                (held == null ? mine : held).users--;
            }
        }
    }

    private byte[] make(Key key, int length, Held mine, Decoder decoder) throws IOException {
        try {
            byte[] block = room(length);
            decoder.decode(block);
            mine.block.complete(block);
            return block;
        } catch (IOException | RuntimeException | Error e) {
            synchronized (this) {
                blocks.remove(key);
                bytes -= length;
            }
            mine.block.completeExceptionally(e);
            throw e;
        }
    }

    private byte[] room(int length) {
        byte[] dropped = drop(length);
        return dropped == null ? new byte[length] : dropped;
    }

    /** Makes room; a block of the same length that was dropped, or null. */
    private synchronized byte[] drop(int length) {
        bytes += length;
        byte[] same = null;
        Iterator<Held> oldest = blocks.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Held held = oldest.next();
            if (held.users == 0) {
                byte[] block = held.block.join();
                bytes -= block.length;
                oldest.remove();
                same = block.length == length ? block : same;
            }
        }
        return same;
    }

    private static byte[] await(CompletableFuture<byte[]> block) throws IOException {
        try {
            return block.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error memory) {
                // too little of it is not the file's fault, whichever thread noticed
                throw memory;
            }
            throw new IOException(e.getCause());
        }
    }
}
