package org.heclip.cli;

import java.nio.file.Path;
import org.heclip.h5ad.TileReader;
import org.heclip.model.Tiles;

/** The tiles of a file, for the models. */
record TileFile(TileReader reader) implements Tiles, AutoCloseable {
    static TileFile open(Path file) {
        return new TileFile(TileReader.open(file));
    }

    /** The tiles of a wider view ({@code tile --context-um}). */
    static TileFile openContext(Path file) {
        return new TileFile(TileReader.openContext(file));
    }

    @Override
    public int size() {
        return reader.size();
    }

    @Override
    public int tilePx() {
        return reader.tilePx();
    }

    @Override
    public byte[] read(int s) {
        return reader.read(s);
    }

    @Override
    public void close() {
        reader.close();
    }
}
