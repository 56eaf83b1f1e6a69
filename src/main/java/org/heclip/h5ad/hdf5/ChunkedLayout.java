package org.heclip.h5ad.hdf5;

import io.jhdf.BufferBuilder;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.indexing.ChunkImpl;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndexWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Chunks of whole rows (first axis), compressed on several threads and appended in order, with their index: none for a single
 * chunk, else a fixed array (section VII.B and VII.C).
 */
final class ChunkedLayout {
    private static final int SINGLE_CHUNK = 1;
    private static final int FIXED_ARRAY = 3;

    /** Where chunks go: a file, and the threads that compress them, a few chunks per thread at a time. */
    record Target(FileEnd file, Compression compression, ExecutorService threads, int inFlight) {}

    private final int[] rowShape;
    private final int elementSize;
    private final int rowsPerChunk;
    private final Target target;
    private final List<Chunk> written = new ArrayList<>();
    private final Queue<Future<byte[]>> encoding = new ArrayDeque<>();

    /**
     * @param rowShape the axes after the first
     * @param rowsPerChunk at most the rows there will be, at least 1
     */
    ChunkedLayout(int[] rowShape, int elementSize, int rowsPerChunk, Target target) {
        this.rowShape = rowShape.clone();
        this.elementSize = elementSize;
        this.rowsPerChunk = rowsPerChunk;
        this.target = target;
    }

    /** Appends the next chunk; the last may be short and is padded with zeros. */
    void add(byte[] content) throws IOException {
        byte[] raw = padded(content);
        encoding.add(target.threads.submit(() -> target.compression.encode(raw, elementSize)));
        if (encoding.size() >= target.inFlight) {
            append(result(encoding.remove()));
        }
    }

    /** Completes it; at least one chunk was added. @return the body of the Data Layout message, version 4 (section IV.A.2.i) */
    byte[] finish() throws IOException {
        while (!encoding.isEmpty()) {
            append(result(encoding.remove()));
        }
        return written.size() == 1 ? singleChunk(written.get(0)) : fixedArray();
    }

    private int chunkBytes() {
        long bytes = (long) rowsPerChunk * elementSize;
        for (int length : rowShape) {
            bytes = Math.multiplyExact(bytes, length);
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

    private void append(byte[] encoded) throws IOException {
        long[] offset = new long[rowShape.length + 1];
        offset[0] = (long) written.size() * rowsPerChunk;
        written.add(new ChunkImpl(target.file.append(encoded), encoded.length, offset));
    }

    private BufferBuilder layout(int flags, int index) {
        int longest = rowsPerChunk;
        for (int length : rowShape) {
            longest = Math.max(longest, length);
        }
        // libhdf5 2.0 refuses more bytes than the longest dimension needs
        int width = (32 - Integer.numberOfLeadingZeros(longest) + 7) / 8;
        BufferBuilder message = new BufferBuilder()
                .writeByte(4) // version
                .writeByte(2) // chunked
                .writeByte(flags)
                .writeByte(rowShape.length + 2)
                .writeByte(width)
                .writeUnsignedNumber(rowsPerChunk, width);
        for (int length : rowShape) {
            message.writeUnsignedNumber(length, width);
        }
        return message.writeUnsignedNumber(elementSize, width).writeByte(index);
    }

    private byte[] singleChunk(Chunk chunk) {
        if (target.compression == Compression.NONE) {
            return layout(0, SINGLE_CHUNK).writeLong(chunk.getAddress()).build().array();
        }
        int filtered = 2;
        return layout(filtered, SINGLE_CHUNK)
                .writeLong(chunk.getSize())
                .writeInt(0) // no filter was left out
                .writeLong(chunk.getAddress())
                .build()
                .array();
    }

    private byte[] fixedArray() throws IOException {
        int pageBits = Math.max(10, 32 - Integer.numberOfLeadingZeros(written.size() - 1)); // one page holds all
        byte[] index = FixedArrayIndexWriter.createFixedArray(
                        written, target.file.address(), chunkBytes(), target.compression != Compression.NONE, pageBits)
                .array();
        long address = target.file.append(index);
        return layout(0, FIXED_ARRAY)
                .writeByte(pageBits)
                .writeLong(address)
                .build()
                .array();
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
