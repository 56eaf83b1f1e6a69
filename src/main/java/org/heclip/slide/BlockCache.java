package org.heclip.slide;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Decoded blocks, the least recently used dropped first. A block that several threads want is decoded by one of them; the
 * latest is always kept, however large.
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

    /** Makes a block that is not held. */
    interface Decoder {
        byte[] decode() throws IOException;
    }

    private final long maxBytes;
    private final Map<Key, CompletableFuture<byte[]>> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    BlockCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws IOException as the decoder does, in each thread that waited for the block */
    byte[] get(Key key, Decoder decoder) throws IOException {
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> known;
        synchronized (this) {
            known = blocks.putIfAbsent(key, mine);
            if (known != null) {
                // marks it as used
                blocks.get(key);
            }
        }
        return known == null ? make(key, mine, decoder) : await(known);
    }

    private byte[] make(Key key, CompletableFuture<byte[]> mine, Decoder decoder) throws IOException {
        try {
            byte[] block = decoder.decode();
            mine.complete(block);
            add(key, block.length);
            return block;
        } catch (IOException | RuntimeException | Error e) {
            synchronized (this) {
                blocks.remove(key);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void add(Key newest, int length) {
        bytes += length;
        Iterator<Map.Entry<Key, CompletableFuture<byte[]>>> oldest =
                blocks.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<Key, CompletableFuture<byte[]>> entry = oldest.next();
            byte[] held = entry.getValue().isDone() ? entry.getValue().join() : null;
            if (held != null && !entry.getKey().equals(newest)) {
                bytes -= held.length;
                oldest.remove();
            }
        }
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
