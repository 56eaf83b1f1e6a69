package org.heclip.cli;

import org.heclip.h5ad.NdArray;
import org.heclip.model.Tiles;
import org.heclip.slide.RgbImage;
import org.heclip.tile.ColourStatistics;

/**
 * Tiles whose colours are noted when a model asks for them.
 *
 * @param noted {@code [tile][18]}, of the tiles that were read
 */
record NotedTiles(Tiles tiles, float[] noted) implements Tiles {
    NotedTiles(Tiles tiles) {
        this(tiles, new float[Math.multiplyExact(tiles.size(), ColourStatistics.COUNT)]);
    }

    @Override
    public int size() {
        return tiles.size();
    }

    @Override
    public int tilePx() {
        return tiles.tilePx();
    }

    @Override
    public byte[] read(int s) {
        byte[] tile = tiles.read(s);
        float[] colours = ColourStatistics.of(new RgbImage(tilePx(), tilePx(), tile));
        System.arraycopy(colours, 0, noted, s * ColourStatistics.COUNT, ColourStatistics.COUNT);
        return tile;
    }

    /** {@code obsm["colour"]}. */
    NdArray colours() {
        return NdArray.of(tiles.size(), ColourStatistics.COUNT, noted);
    }
}
