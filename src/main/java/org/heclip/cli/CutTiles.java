package org.heclip.cli;

import org.heclip.model.Tiles;
import org.heclip.tile.TileCutter;

/**
 * Tiles that are cut when a model asks for them, so that none is stored.
 *
 * @param xy positions in full-resolution pixels, x and y in turn
 * @param first the position of the first tile
 */
record CutTiles(TileCutter cutter, double[] xy, int first, int size) implements Tiles {
    @Override
    public int tilePx() {
        return cutter.tilePx();
    }

    @Override
    public byte[] read(int s) {
        return cutter.cut(xy[2 * (first + s)], xy[2 * (first + s) + 1]).pixels();
    }
}
