package org.heclip.h5ad;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.FixedPoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Random access to {@code obsm["tiles"]} or {@code obsm["context"]}, uint8 {@code [spot][px][px][3]}, of a tiles file: a tile is a chunk, so that
 * reading one touches no other.
 */
public final class TileReader implements AutoCloseable {
    private final H5adElement root;
    private final H5adElement tiles;
    private final ChunkDecoder decoder;
    private final int size;
    private final int tilePx;

    /** @throws org.heclip.error.InputException when the file has no such tiles */
    public static TileReader open(Path file) {
        return open(file, H5ad.TILES);
    }

    /** The tiles of a wider view. @throws org.heclip.error.InputException when the file has no such tiles */
    public static TileReader openContext(Path file) {
        return open(file, H5ad.CONTEXT);
    }

    private static TileReader open(Path file, String name) {
        H5adElement root = H5adElement.open(file);
        try {
            return new TileReader(root, name);
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private TileReader(H5adElement root, String name) {
        this.root = root;
        this.tiles = root.child("obsm").child(name);
        int[] shape = tiles.guarded(tiles.dataset()::getDimensions);
        if (shape.length != 4 || shape[1] != shape[2] || shape[3] != 3 || shape[1] < 1) {
            throw tiles.fail("has the shape " + Arrays.toString(shape) + ", expected [spot][px][px][3]");
        }
        if (!(tiles.guarded(tiles.dataset()::getDataType) instanceof FixedPoint type)
                || type.getSize() != 1
                || type.isSigned()) {
            throw tiles.fail("does not hold uint8");
        }
        this.decoder = new ChunkDecoder(tiles, 1);
        this.size = shape[0];
        this.tilePx = shape[1];
        if (size > 0) {
            requireTileChunks(shape);
        }
    }

    private void requireTileChunks(int[] shape) {
        if (!(tiles.dataset() instanceof ChunkedDataset chunked)) {
            throw tiles.fail("is not chunked, expected one tile per chunk");
        }
        int[] chunk = tiles.guarded(chunked::getChunkDimensions);
        int[] expected = shape.clone();
        expected[0] = 1;
        if (!Arrays.equals(chunk, expected)) {
            throw tiles.fail("has chunks of " + Arrays.toString(chunk) + ", expected one tile per chunk");
        }
    }

    public int size() {
        return size;
    }

    /** Edge of a tile in pixels. */
    public int tilePx() {
        return tilePx;
    }

    /**
     * RGB bytes of tile {@code s}, row-major; safe to call from several threads.
     *
     * @throws org.heclip.error.InputException when the tile is damaged
     */
    public byte[] read(int s) {
        Objects.checkIndex(s, size);
        byte[] tile = new byte[Math.multiplyExact(3 * tilePx, tilePx)];
        int[] offset = {s, 0, 0, 0};
        if (decoder.knowsFilters()) {
            decoder.decode(offset, tile);
            return tile;
        }
        byte[] decoded = tiles.guarded(() -> ((ChunkedDataset) tiles.dataset()).getDecompressedChunk(offset));
        if (decoded.length != tile.length) {
            throw tiles.fail("tile " + s + " has " + decoded.length + " bytes");
        }
        return decoded;
    }

    @Override
    public void close() {
        root.close();
    }
}
