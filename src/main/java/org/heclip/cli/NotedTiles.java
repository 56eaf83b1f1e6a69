package org.heclip.cli;

import org.heclip.h5ad.NdArray;
import org.heclip.model.Tiles;
import org.heclip.slide.RgbImage;
import org.heclip.tile.ColourStatistics;

/**
 * Tiles whose colours are noted when a model asks for them.
 *
 * @param colours {@code obsm["colour"]}: {@code [tile][18]}, of the tiles that were read
 */
record NotedTiles(Tiles tiles, NdArray colours) {
    static NotedTiles of(Tiles tiles) {
        int px = tiles.tilePx();
        float[] noted = new float[Math.multiplyExact(tiles.size(), ColourStatistics.COUNT)];
        Tiles noting = new Tiles.Read(tiles.size(), px, s -> {
            byte[] tile = tiles.read(s);
            float[] colours = ColourStatistics.of(new RgbImage(px, px, tile));
            System.arraycopy(colours, 0, noted, s * ColourStatistics.COUNT, ColourStatistics.COUNT);
            return tile;
        });
        return new NotedTiles(noting, NdArray.of(tiles.size(), ColourStatistics.COUNT, noted));
    }
}
