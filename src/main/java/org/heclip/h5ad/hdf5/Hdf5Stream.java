package org.heclip.h5ad.hdf5;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** A dataset of one axis that grows value by value until it is finished; of it, one chunk and those being compressed are held. */
public final class Hdf5Stream {
    private final Hdf5Writer writer;
    private final Hdf5Type type;
    private final int valuesPerChunk;
    private final byte[] chunk;
    private ChunkedLayout layout;
    private int used;
    private long length;

    Hdf5Stream(Hdf5Writer writer, Hdf5Type type, int valuesPerChunk) {
        this.writer = writer;
        this.type = type;
        this.valuesPerChunk = valuesPerChunk;
        this.chunk = new byte[valuesPerChunk * type.size()];
    }

    /** Appends values of its type, which is no text. */
    public void append(Hdf5Array values) throws IOException {
        if (values.type() != type) {
            throw new IllegalArgumentException(values.type() + " appended to " + type);
        }
        int from = 0;
        while (from < values.size()) {
            int count = Math.min(values.size() - from, valuesPerChunk - used);
            byte[] bytes = values.encode(from, count);
            System.arraycopy(bytes, 0, chunk, used * type.size(), bytes.length);
            used += count;
            from += count;
            if (used == valuesPerChunk) {
                flush(valuesPerChunk);
            }
        }
        length += values.size();
    }

    private void flush(int rowsPerChunk) throws IOException {
        if (layout == null) {
            layout = writer.layout(new int[0], type, rowsPerChunk);
        }
        layout.add(Arrays.copyOf(chunk, used * type.size()));
        used = 0;
    }

    /** Values so far. */
    public long length() {
        return length;
    }

    /** Completes the dataset; returns its address. @throws IllegalStateException for more than 2^31 - 1 values */
    public long finish(Map<String, Hdf5Array> attributes) throws IOException {
        if (length == 0) {
            return writer.dataset(Hdf5Array.empty(type), attributes);
        }
        if (length > Integer.MAX_VALUE) {
            throw new IllegalStateException(length + " values, more than a matrix can hold");
        }
        if (used > 0) {
            flush(used);
        }
        return writer.chunkedHeader(type, new int[] {(int) length}, layout.finish(), attributes);
    }
}
