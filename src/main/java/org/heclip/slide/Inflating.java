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

    /** @throws IOException when the block is damaged, or ends before {@code size} bytes */
    byte[] decode(byte[] packed, int size) throws IOException {
        Inflater inflater = idle.poll();
        if (inflater == null) {
            inflater = new Inflater();
        }
        try {
            inflater.setInput(packed);
            byte[] out = new byte[size];
            int at = 0;
            while (at < size) {
                int count = inflater.inflate(out, at, size - at);
                if (count == 0) {
                    throw new EOFException("a deflated block ends after " + at + " of " + size + " bytes");
                }
                at += count;
            }
            return out;
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
