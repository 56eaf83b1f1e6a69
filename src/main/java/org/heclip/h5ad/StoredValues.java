package org.heclip.h5ad;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final List<List<Integer>> DECODED_HERE =
            List.of(List.of(), List.of(DEFLATE), List.of(SHUFFLE), List.of(SHUFFLE, DEFLATE));

    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);
    private static final ThreadLocal<byte[][]> BUFFERS = ThreadLocal.withInitial(() -> new byte[2][0]);

    private final H5adElement element;
    private final int[] shape;
    private final int size;
    private final int elementSize;
    private final long maxBytes;
    private final List<Integer> filters;

    /** @param maxBytes more than the file can hold: a chunk that claims as much is damaged */
    StoredValues(H5adElement element, int[] shape, int size, int elementSize, long maxBytes) {
        this.element = element;
        this.shape = shape;
        this.size = size;
        this.elementSize = elementSize;
        this.maxBytes = maxBytes;
        this.filters = element.guarded(element.dataset()::getFilters).stream()
                .map(PipelineFilterWithData::getId)
                .toList();
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
            byte[] bytes = chunk(c * rowsPerChunk, perChunk * elementSize);
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
        if (!(element.dataset() instanceof ChunkedDataset chunked) || !DECODED_HERE.contains(filters)) {
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

    /** The decoded chunk that starts at a row, in a buffer of this thread, until its next call. */
    private byte[] chunk(int row, int bytes) {
        int[] offset = new int[shape.length];
        offset[0] = row;
        ByteBuffer stored = element.guarded(() -> ((ChunkedDataset) element.dataset()).getRawChunkBuffer(offset));
        byte[] decoded = buffer(0, bytes);
        if (filters.contains(DEFLATE)) {
            inflate(stored, decoded, row);
        } else if (stored.remaining() < bytes) {
            throw damaged(row);
        } else {
            stored.get(decoded);
        }
        return filters.contains(SHUFFLE) && elementSize > 1 ? unshuffle(decoded) : decoded;
    }

    private void inflate(ByteBuffer stored, byte[] decoded, int row) {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(stored);
        try {
            int length = 0;
            while (length < decoded.length) {
                int more = inflater.inflate(decoded, length, decoded.length - length);
                if (more == 0) {
                    throw damaged(row);
                }
                length += more;
            }
        } catch (DataFormatException e) {
            throw damaged(row);
        }
    }

    private RuntimeException damaged(int row) {
        return element.fail("is damaged: the chunk at row " + row + " cannot be decompressed");
    }

    private byte[] unshuffle(byte[] shuffled) {
        int elements = shuffled.length / elementSize;
        byte[] values = buffer(1, shuffled.length);
        if (elementSize == 4) {
            unshuffle4(shuffled, values, elements);
            return values;
        }
        for (int b = 0; b < elementSize; b++) {
            int at = b * elements;
            for (int i = b; i < values.length; i += elementSize) {
                values[i] = shuffled[at++];
            }
        }
        return values;
    }

    /** The common case in one pass, which is several times as fast. */
    private static void unshuffle4(byte[] shuffled, byte[] values, int elements) {
        for (int i = 0, at = 0; i < elements; i++, at += 4) {
            values[at] = shuffled[i];
            values[at + 1] = shuffled[elements + i];
            values[at + 2] = shuffled[2 * elements + i];
            values[at + 3] = shuffled[3 * elements + i];
        }
    }

    private static byte[] buffer(int which, int length) {
        byte[][] buffers = BUFFERS.get();
        if (buffers[which].length != length) {
            buffers[which] = new byte[length];
        }
        return buffers[which];
    }
}
