package org.heclip.slide;

import java.io.EOFException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of which small pieces are read where the system holds them: a call of the system for each would cost more than the
 * bytes. Parts of it are mapped, the least recently used given back first. Safe for several threads, each with a {@link Cursor}. When the file is cut off in the very moment of reading,
 * the JVM throws an InternalError soon after.
 */
final class MappedFile implements AutoCloseable {
    private static final long PART_BYTES = 8 << 20;

    private final FileChannel channel;
    private final long size;
    private final long mostBytes;
    private final Map<Long, Part> parts = new LinkedHashMap<>(16, 0.75f, true);
    private boolean isClosed;

    private static final class Part {
        private final MappedByteBuffer bytes;
        private int users;

        Part(MappedByteBuffer bytes) {
            this.bytes = bytes;
        }
    }

    /** @param mostBytes that are mapped at once; each thread may hold a part (8 MiB) beyond it */
    MappedFile(Path file, long mostBytes) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.size = channel.size();
        this.mostBytes = mostBytes;
    }

    /** Reads pieces one after the other; those that lie close together cost nothing but their bytes. For one thread. */
    final class Cursor implements FileBytes.Pieces {
        private long number = -1;
        private Part part;

        @Override
        public void read(long from, byte[] into, int at, int length) throws IOException {
            if (from < 0 || from > size - length) {
                throw new EOFException("the file ends at byte " + size);
            }
            int done = 0;
            while (done < length) {
                long position = from + done;
                if (position / PART_BYTES != number) {
                    close();
                    part = acquire(position / PART_BYTES);
                    number = position / PART_BYTES;
                }
                int within = (int) (position % PART_BYTES);
                int count = Math.min(length - done, part.bytes.capacity() - within);
                part.bytes.get(within, into, at + done, count);
                done += count;
            }
        }

        @Override
        public void close() {
            if (part != null) {
                release(part);
                part = null;
                number = -1;
            }
        }
    }

    Cursor cursor() {
        return new Cursor();
    }

    private synchronized Part acquire(long number) throws IOException {
        if (isClosed) {
            throw new IOException("the file is closed");
        } else if (channel.size() < size) {
            throw new IOException("the file was cut off after it was opened");
        }
        Part part = parts.get(number);
        if (part == null) {
            drop(mostBytes - PART_BYTES);
            long from = number * PART_BYTES;
            part = new Part(channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(PART_BYTES, size - from)));
            parts.put(number, part);
        }
        part.users++;
        return part;
    }

    private synchronized void release(Part part) {
        part.users--;
        if (isClosed) {
            drop(0);
        }
    }

    /** Gives back what nobody reads until at most so many bytes are mapped. */
    private void drop(long atMost) {
        long mapped = parts.size() * PART_BYTES;
        Iterator<Part> oldest = parts.values().iterator();
        while (mapped > atMost && oldest.hasNext()) {
            Part part = oldest.next();
            if (part.users == 0) {
                Unmapping.unmap(part.bytes);
                oldest.remove();
                mapped -= PART_BYTES;
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        drop(0);
        channel.close();
    }
}
