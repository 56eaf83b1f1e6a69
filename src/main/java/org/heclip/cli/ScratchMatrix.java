package org.heclip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.Element;
import org.heclip.h5ad.hdf5.Hdf5Type;

/** A matrix whose rows are written and read in any order, in a file of its own, for more rows than memory holds. */
final class ScratchMatrix implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final int cols;
    private final int rows;

    /** @param beside the file is made in the same folder, and deleted on {@link #close} */
    ScratchMatrix(Path beside, int rows, int cols) throws IOException {
        Path folder = Files.createDirectories(beside.toAbsolutePath().getParent());
        this.file = Files.createTempFile(folder, ".scratch", ".f32");
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.rows = rows;
        this.cols = cols;
    }

    /** @param places where the rows of the block belong */
    void write(int[] places, DenseMatrix block) {
        for (int from = 0, to; from < places.length; from = to) {
            to = from + 1;
            while (to < places.length && places[to] == places[to - 1] + 1) {
                to++;
            }
            ByteBuffer bytes = littleEndian(Math.multiplyExact((to - from) * cols, Float.BYTES));
            bytes.asFloatBuffer().put(block.values(), from * cols, (to - from) * cols);
            write((long) places[from] * cols * Float.BYTES, bytes);
        }
    }

    /** Rows that follow each other. */
    DenseMatrix read(int from, int count) {
        byte[] bytes = read((long) from * cols * Float.BYTES, Math.multiplyExact(count * cols, Float.BYTES));
        float[] values = new float[count * cols];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new DenseMatrix(count, cols, values);
    }

    private void write(long at, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, at + bytes.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows, to be written while this is open. */
    Element element() {
        int rowBytes = cols * Float.BYTES;
        int rowsPerChunk = Math.max(1, Math.min(rows, CHUNK_BYTES / rowBytes));
        return new Element.StreamedArray(
                Hdf5Type.FLOAT32,
                new int[] {rows, cols},
                rowsPerChunk,
                c -> read(
                        (long) c * rowsPerChunk * rowBytes,
                        Math.min(rowsPerChunk, rows - c * rowsPerChunk) * rowBytes));
    }

    private byte[] read(long from, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try {
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                continue;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
