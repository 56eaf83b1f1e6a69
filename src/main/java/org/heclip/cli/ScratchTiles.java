package org.heclip.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.heclip.h5ad.NdArray;
import org.heclip.tile.ColourStatistics;
import org.heclip.tile.TileCutter;
import org.heclip.tile.TilePass;

/** Tiles between cutting, in the image's order, and writing, in the section's: a file that goes when it is closed. */
final class ScratchTiles implements AutoCloseable {
    private final FileChannel file;
    private final int tileBytes;

    /** @param beside the file lies in the folder of this one, where there is room for results */
    ScratchTiles(Path beside, int tilePx) throws IOException {
        Path folder = beside.toAbsolutePath().getParent();
        Path path = Files.createTempFile(Files.createDirectories(folder), ".tiles", ".raw");
        this.file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        this.tileBytes = Math.multiplyExact(3 * tilePx, tilePx);
    }

    /**
     * Cuts and puts every tile; returns their colours, {@code [spot][18]}. Threads cannot change the result.
     *
     * @param also done for each spot in the same pass, while what lies around it is decoded; from several threads
     */
    NdArray fill(TileCutter cutter, double[] xy, int threads, IntConsumer also) {
        int spots = xy.length / 2;
        float[] colours = new float[spots * ColourStatistics.COUNT];
        AtomicInteger done = new AtomicInteger();
        Progress progress = new Progress("tiles", spots);
        TilePass.run(cutter, xy, threads, (s, tile) -> {
            put(s, tile.pixels());
            also.accept(s);
            float[] one = ColourStatistics.of(tile);
            System.arraycopy(one, 0, colours, s * ColourStatistics.COUNT, ColourStatistics.COUNT);
            progress.done(done.incrementAndGet());
        });
        return NdArray.of(spots, ColourStatistics.COUNT, colours);
    }

    /** Safe from several threads. @param pixels RGB {@code [tilePx][tilePx][3]} */
    void put(int s, byte[] pixels) {
        try {
            ByteBuffer from = ByteBuffer.wrap(pixels);
            long at = (long) s * tileBytes;
            while (from.hasRemaining()) {
                at += file.write(from, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] get(int s) {
        try {
            ByteBuffer into = ByteBuffer.allocate(tileBytes);
            long at = (long) s * tileBytes;
            while (into.hasRemaining()) {
                int read = file.read(into, at + into.position());
                if (read < 0) {
                    throw new IllegalStateException("tile " + s + " was never put");
                }
            }
            return into.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
