package org.heclip.h5ad;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The bytes of a dataset of numbers, as runs of whole elements in row-major order. Chunks of whole rows are inflated here, on
 * all cores and each into a buffer its thread keeps, so that the dataset is never in memory as bytes and a part of it costs no
 * more than the chunks it touches; other layouts are left to jHDF.
 */
final class StoredValues {
    /** Takes elements {@code from} to {@code from + count} of the dataset, which {@code bytes} begins with. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer bytes, int from, int count);
    }

    private static final int BLOCK_BYTES = 1 << 20;
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[0]);

    private final H5adElement element;
    private final int[] shape;
    private final int size;
    private final int elementSize;
    private final long maxBytes;
    private final ChunkDecoder decoder;

    /** @param maxBytes more than the file can hold: a chunk that claims as much is damaged */
    StoredValues(H5adElement element, int[] shape, int size, int elementSize, long maxBytes) {
        this.element = element;
        this.shape = shape;
        this.size = size;
        this.elementSize = elementSize;
        this.maxBytes = maxBytes;
        this.decoder = new ChunkDecoder(element, elementSize);
    }

    /** Gives the elements from {@code from} to before {@code to}, in runs, in any order and from several threads. */
    void each(int from, int to, Sink sink) {
        if (from >= to) {
            return;
        }
        int rowsPerChunk = rowsPerChunk();
        if (rowsPerChunk == 0) {
            whole(from, to, sink);
            return;
        }
        int perChunk = rowsPerChunk * (size / shape[0]);
        IntStream.range(from / perChunk, (to - 1) / perChunk + 1).parallel().forEach(c -> {
            int first = Math.max(from, c * perChunk);
            int end = (int) Math.min(to, (c + 1L) * perChunk);
            int[] offset = new int[shape.length];
            offset[0] = c * rowsPerChunk;
            byte[] bytes = buffer(perChunk * elementSize);
            decoder.decode(offset, bytes);
            int skipped = (first - c * perChunk) * elementSize;
            sink.accept(ByteBuffer.wrap(bytes, skipped, bytes.length - skipped).slice(), first, end - first);
        });
    }

    private void whole(int from, int to, Sink sink) {
        if (element.dataset() instanceof ContiguousDataset contiguous && !contiguous.isEmpty()) {
            inBlocks(contiguous, from, to, sink);
            return;
        }
        ByteBuffer all = element.guarded(((DatasetBase) element.dataset())::getDataBuffer);
        if (all.remaining() < (long) size * elementSize) {
            throw element.fail("holds " + all.remaining() + " bytes, fewer than its shape needs");
        }
        all.position(all.position() + from * elementSize);
        sink.accept(all.slice(), from, to - from);
    }

    /** Not mapped into memory, where the file's pages would count as this process's until the collector lets them go. */
    private void inBlocks(ContiguousDataset contiguous, int from, int to, Sink sink) {
        int perBlock = BLOCK_BYTES / elementSize;
        long address = element.guarded(contiguous::getDataAddress);
        IntStream.range(from / perBlock, (to - 1) / perBlock + 1).parallel().forEach(b -> {
            int first = Math.max(from, b * perBlock);
            int count = (int) Math.min(to, (b + 1L) * perBlock) - first;
            ByteBuffer block = element.bytes(address + (long) first * elementSize, count * elementSize);
            sink.accept(block, first, count);
        });
    }

    /** 0 where chunks are not whole rows or need a filter not known here. */
    private int rowsPerChunk() {
        if (!(element.dataset() instanceof ChunkedDataset chunked) || !decoder.knowsFilters()) {
            return 0;
        }
        int[] chunk = element.guarded(chunked::getChunkDimensions);
        boolean wholeRows = chunk.length == shape.length && chunk[0] > 0;
        long bytes = elementSize;
        for (int axis = 0; axis < chunk.length; axis++) {
            wholeRows &= axis == 0 || chunk[axis] == shape[axis];
            bytes = bytes > maxBytes ? bytes : bytes * chunk[axis];
        }
        if (bytes > maxBytes) {
            throw element.fail("claims chunks of " + Arrays.toString(chunk) + " values, more than can be held");
        }
        return wholeRows ? chunk[0] : 0;
    }

    private static byte[] buffer(int length) {
        if (BUFFER.get().length != length) {
            BUFFER.set(new byte[length]);
        }
        return BUFFER.get();
    }
}
