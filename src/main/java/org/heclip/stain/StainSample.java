package org.heclip.stain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.heclip.slide.RgbImage;

/**
 * Pixels of tissue from the tiles of a section: from at most 256 tiles, drawn by a fixed seed, and of each every n-th pixel and row,
 * so that about 2,000 are looked at. The same tiles give the same sample, and memory does not grow with them.
 *
 * @param tiles how many were looked at
 * @param blank how many of them have no tissue
 * @param pixels {@code 0xrrggbb} each
 */
public record StainSample(int tiles, int blank, int[] pixels) {
    private static final int MOST_TILES = 256;
    private static final int TILE_EDGE = 45;
    private static final long SEED = 1;

    /**
     * @param tiles how many there are
     * @param read gives one of them
     */
    public static StainSample of(int tiles, IntFunction<RgbImage> read) {
        int[] drawn = drawn(tiles);
        int[] pixels = new int[0];
        int blank = 0;
        for (int tile : drawn) {
            int[] tissue = tissue(read.apply(tile));
            blank += tissue.length == 0 ? 1 : 0;
            int before = pixels.length;
            pixels = Arrays.copyOf(pixels, before + tissue.length);
            System.arraycopy(tissue, 0, pixels, before, tissue.length);
        }
        return new StainSample(drawn.length, blank, pixels);
    }

    private static int[] drawn(int tiles) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, tiles).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        return order.stream()
                .limit(MOST_TILES)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static int[] tissue(RgbImage tile) {
        int stepX = (tile.width() + TILE_EDGE - 1) / TILE_EDGE;
        int stepY = (tile.height() + TILE_EDGE - 1) / TILE_EDGE;
        return IntStream.iterate(0, y -> y < tile.height(), y -> y + stepY)
                .flatMap(y -> IntStream.iterate(0, x -> x < tile.width(), x -> x + stepX)
                        .filter(x -> OpticalDensity.isTissue(tile.sample(x, y, 1)))
                        .map(x -> tile.sample(x, y, 0) << 16 | tile.sample(x, y, 1) << 8 | tile.sample(x, y, 2)))
                .toArray();
    }
}
