package org.heclip.h5ad;

import java.nio.file.Path;

/** Random access to {@code obsm["tiles"]}, uint8 {@code [spot][px][px][3]}, of a tiles file. */
public final class TileReader implements AutoCloseable {
    /** @throws org.heclip.error.InputException when the file has no such tiles */
    public static TileReader open(Path file) {
        throw new IllegalStateException("pending");
    }

    private TileReader() {}

    public int size() {
        throw new IllegalStateException("pending");
    }

    /** Edge of a tile in pixels. */
    public int tilePx() {
        throw new IllegalStateException("pending");
    }

    /** RGB bytes of tile {@code s}, row-major; safe to call from several threads. */
    public byte[] read(int s) {
        throw new IllegalStateException("pending");
    }

    @Override
    public void close() {
        throw new IllegalStateException("pending");
    }
}
