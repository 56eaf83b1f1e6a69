package org.heclip.h5ad;

import java.nio.file.Path;
import java.util.function.IntFunction;

/** AnnData files (.h5ad), as anndata 0.8 and later write and read them. */
public final class H5ad {
    private H5ad() {}

    /**
     * Reads all but the obsm arrays of more than two dimensions (see {@link TileReader}).
     *
     * @throws org.heclip.error.InputException naming file and element when it is not such a file
     */
    public static AnnData read(Path file) {
        throw new IllegalStateException("pending");
    }

    /** Writes under a temporary name, then moves; X and layers keep their sparse or dense form. */
    public static void write(Path file, AnnData data) {
        throw new IllegalStateException("pending");
    }

    /**
     * Writes {@code data} with {@code obsm["tiles"]}, uint8 {@code [spot][tilePx][tilePx][3]}, one tile per chunk; tiles are
     * asked for once each, in order, so that memory does not grow with their number.
     *
     * @param tileOf the RGB bytes of tile {@code s}, row-major, {@code tilePx * tilePx * 3} long
     */
    public static void writeTiles(Path file, AnnData data, int tilePx, IntFunction<byte[]> tileOf) {
        throw new IllegalStateException("pending");
    }
}
