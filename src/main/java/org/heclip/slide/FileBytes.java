package org.heclip.slide;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A file that is read at any place from several threads, each on a channel of its own: one channel makes threads wait for each
 * other at every read.
 */
final class FileBytes implements AutoCloseable {
    /** Something that reads. */
    interface Reading {
        void from(FileChannel channel) throws IOException;
    }

    private final Path file;
    private final Queue<FileChannel> idle = new ConcurrentLinkedQueue<>();
    private final Queue<FileChannel> all = new ConcurrentLinkedQueue<>();

    private final long mostMapped;
    private MappedFile mapped;

    /** A reader of many small pieces, for one thread. */
    interface Pieces extends AutoCloseable {
        /** @throws EOFException when the file ends before */
        void read(long from, byte[] into, int at, int length) throws IOException;

        @Override
        void close();
    }

    /**
     * Opened at once, so that what cannot be read is known then.
     *
     * @param mostMapped bytes of the file that {@link #pieces} look at in place at once
     */
    FileBytes(Path file, long mostMapped) throws IOException {
        this.file = file;
        this.mostMapped = mostMapped;
        idle.add(open());
    }

    Pieces pieces() throws IOException {
        return Unmapping.isPossible() ? mapped().cursor() : new ByCalls();
    }

    private synchronized MappedFile mapped() throws IOException {
        if (mapped == null) {
            mapped = new MappedFile(file, mostMapped);
        }
        return mapped;
    }

    /** A call of the system for each piece. */
    private final class ByCalls implements Pieces {
        @Override
        public void read(long from, byte[] into, int at, int length) throws IOException {
            FileBytes.this.read(channel -> fill(channel, from, ByteBuffer.wrap(into, at, length)));
        }

        @Override
        public void close() {
            // channels are kept
        }
    }

    private FileChannel open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        all.add(channel);
        return channel;
    }

    void read(Reading reading) throws IOException {
        FileChannel channel = idle.poll();
        if (channel == null) {
            channel = open();
        }
        try {
            reading.from(channel);
        } finally {
            idle.add(channel);
        }
    }

    /**
     * Fills {@code into}.
     *
     * @throws EOFException when the file ends before
     */
    void read(long from, byte[] into) throws IOException {
        read(channel -> fill(channel, from, ByteBuffer.wrap(into)));
    }

    /** @throws EOFException when the file ends before */
    static void fill(FileChannel channel, long from, ByteBuffer into) throws IOException {
        long position = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, position);
            if (read < 0) {
                throw new EOFException("the file ends at byte " + position);
            }
            position += read;
        }
    }

    @Override
    public void close() {
        try {
            for (FileChannel channel : all) {
                channel.close();
            }
            synchronized (this) {
                if (mapped != null) {
                    mapped.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
