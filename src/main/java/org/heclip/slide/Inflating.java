package org.heclip.slide;

import java.io.EOFException;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated blocks (zlib, RFC 1950), by decoders that are used again. */
final class Inflating implements AutoCloseable {
    private final Queue<Inflater> idle = new ConcurrentLinkedQueue<>();

    /**
     * Fills {@code out}.
     *
     * @throws IOException when the block is damaged, or ends before
     */
    void decode(byte[] packed, byte[] out) throws IOException {
        Inflater inflater = idle.poll();
        if (inflater == null) {
            inflater = new Inflater();
        }
        try {
            inflater.setInput(packed);
            int at = 0;
            while (at < out.length) {
                int count = inflater.inflate(out, at, out.length - at);
                if (count == 0) {
                    throw new EOFException("a deflated block ends after " + at + " of " + out.length + " bytes");
                }
                at += count;
            }
        } catch (DataFormatException e) {
            throw new IOException("a deflated block is damaged: " + e.getMessage(), e);
        } finally {
            inflater.reset();
            idle.add(inflater);
        }
    }

    @Override
    public void close() {
        idle.forEach(Inflater::end);
    }
}
