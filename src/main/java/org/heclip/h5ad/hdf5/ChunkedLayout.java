package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.indexing.ChunkImpl;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndexWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.zip.Deflater;

/**
 * Chunks of whole rows (first axis), deflated on several threads and appended in order, with their index: none for a single
 * chunk, else a fixed array (section VII.B and VII.C).
 */
final class ChunkedLayout {
    private static final int DEFLATE_LEVEL = 4;
    private static final int DEFLATE_FILTER = 1;
    private static final int SINGLE_CHUNK = 1;
    private static final int FIXED_ARRAY = 3;

    private final int[] shape;
    private final int elementSize;
    private final int rowsPerChunk;

    /** @param rowsPerChunk at most the rows there are, at least 1 */
    ChunkedLayout(int[] shape, int elementSize, int rowsPerChunk) {
        this.shape = shape.clone();
        this.elementSize = elementSize;
        this.rowsPerChunk = rowsPerChunk;
    }

    /** The body of a Filter Pipeline message, version 2 (section IV.A.2.l): deflate alone. */
    static byte[] filterMessage() {
        return new BufferBuilder()
                .writeByte(2) // version
                .writeByte(1) // filters
                .writeShort(DEFLATE_FILTER)
                .writeShort(1) // optional: a reader may find chunks it could not shrink
                .writeShort(1) // values
                .writeInt(DEFLATE_LEVEL)
                .build()
                .array();
    }

    int chunks() {
        return (shape[0] + rowsPerChunk - 1) / rowsPerChunk;
    }

    /**
     * Asks for each chunk once, in order, and appends it; a few per thread are in memory at a time.
     *
     * @param content bytes of chunk {@code c}; the last may be short and is padded with zeros
     * @return the body of the Data Layout message, version 4 (section IV.A.2.i)
     */
    byte[] write(IntFunction<byte[]> content, FileEnd file, ExecutorService threads, int inFlight) throws IOException {
        List<Chunk> written = new ArrayList<>();
        Queue<Future<byte[]>> deflating = new ArrayDeque<>();
        for (int c = 0; c < chunks(); c++) {
            byte[] raw = padded(content.apply(c));
            deflating.add(threads.submit(() -> deflate(raw)));
            if (deflating.size() >= inFlight) {
                written.add(append(result(deflating.remove()), file, written.size()));
            }
        }
        while (!deflating.isEmpty()) {
            written.add(append(result(deflating.remove()), file, written.size()));
        }
        return written.size() == 1 ? singleChunk(written.get(0)) : fixedArray(written, file);
    }

    private int chunkBytes() {
        long bytes = (long) rowsPerChunk * elementSize;
        for (int axis = 1; axis < shape.length; axis++) {
            bytes = Math.multiplyExact(bytes, shape[axis]);
        }
        return Math.toIntExact(bytes);
    }

    private byte[] padded(byte[] content) {
        int size = chunkBytes();
        if (content.length > size) {
            throw new IllegalArgumentException("a chunk of " + content.length + " bytes where " + size + " fit");
        }
        return content.length == size ? content : Arrays.copyOf(content, size);
    }

    private Chunk append(byte[] deflated, FileEnd file, int index) throws IOException {
        long[] offset = new long[shape.length];
        offset[0] = (long) index * rowsPerChunk;
        return new ChunkImpl(file.append(deflated), deflated.length, offset);
    }

    private BufferBuilder layout(int flags, int index) {
        int longest = rowsPerChunk;
        for (int axis = 1; axis < shape.length; axis++) {
            longest = Math.max(longest, shape[axis]);
        }
        // libhdf5 2.0 refuses more bytes than the longest dimension needs
        int width = (32 - Integer.numberOfLeadingZeros(longest) + 7) / 8;
        BufferBuilder message = new BufferBuilder()
                .writeByte(4) // version
                .writeByte(2) // chunked
                .writeByte(flags)
                .writeByte(shape.length + 1)
                .writeByte(width)
                .writeUnsignedNumber(rowsPerChunk, width);
        for (int axis = 1; axis < shape.length; axis++) {
            message.writeUnsignedNumber(shape[axis], width);
        }
        return message.writeUnsignedNumber(elementSize, width).writeByte(index);
    }

    private byte[] singleChunk(Chunk chunk) {
        int filtered = 2;
        return layout(filtered, SINGLE_CHUNK)
                .writeLong(chunk.getSize())
                .writeInt(0) // no filter was left out
                .writeLong(chunk.getAddress())
                .build()
                .array();
    }

    private byte[] fixedArray(List<Chunk> written, FileEnd file) throws IOException {
        int pageBits = Math.max(10, 32 - Integer.numberOfLeadingZeros(written.size() - 1)); // one page holds all
        byte[] index = FixedArrayIndexWriter.createFixedArray(written, file.address(), chunkBytes(), true, pageBits)
                .array();
        long address = file.append(index);
        return layout(0, FIXED_ARRAY)
                .writeByte(pageBits)
                .writeLong(address)
                .build()
                .array();
    }

    private static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater(DEFLATE_LEVEL);
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream(raw.length / 2 + 64);
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                deflated.write(buffer, 0, deflater.deflate(buffer));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] result(Future<byte[]> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while compressing", e);
        } catch (ExecutionException e) {
            throw new IOException("compression failed", e.getCause());
        }
    }
}
