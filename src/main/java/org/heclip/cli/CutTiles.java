package org.heclip.cli;

import org.heclip.model.Tiles;
import org.heclip.slide.RgbImage;
import org.heclip.tile.ColourStatistics;
import org.heclip.tile.TileCutter;

/**
 * Tiles that are cut when a model asks for them, so that none is stored; the colours of each are noted on the way.
 *
 * @param xy positions in full-resolution pixels, x and y in turn
 * @param first the position of the first tile
 * @param colours {@code [tile][18]}, of the tiles that were read
 */
record CutTiles(TileCutter cutter, double[] xy, int first, int size, float[] colours) implements Tiles {
    CutTiles(TileCutter cutter, double[] xy, int first, int size) {
        this(cutter, xy, first, size, new float[Math.multiplyExact(size, ColourStatistics.COUNT)]);
    }

    @Override
    public int tilePx() {
        return cutter.tilePx();
    }

    @Override
    public byte[] read(int s) {
        RgbImage tile = cutter.cut(xy[2 * (first + s)], xy[2 * (first + s) + 1]);
        System.arraycopy(ColourStatistics.of(tile), 0, colours, s * ColourStatistics.COUNT, ColourStatistics.COUNT);
        return tile.pixels();
    }
}
