package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.util.Optional;

/**
 * Where the blocks (tiles or strips) of a TIFF image lie in the file (TIFF 6.0, sections 3 and 15).
 *
 * @param blockWidth width of a block; of a strip the image's
 * @param blockHeight height of a block; the last strip has fewer rows, the last tile has not
 * @param offsets of block {@code row * across + column} in the file
 * @param lengths in bytes; 0 for a block that was left out, as scanners do where there is only glass
 */
record TiffLayout(
        int width, int height, boolean tiled, int blockWidth, int blockHeight, long[] offsets, long[] lengths) {

    /** Empty when the tags contradict each other. */
    static Optional<TiffLayout> of(TiffDirectory image) {
        int width = image.width();
        int height = image.height();
        long[] tiles = image.integers(TIFF.TAG_TILE_OFFSETS);
        boolean tiled = tiles.length > 0;
        int blockWidth = tiled ? image.integer(TIFF.TAG_TILE_WIDTH, 0) : width;
        // an absent number of rows, or 2^32 - 1, means that there is one strip
        int rows = image.integer(TIFF.TAG_ROWS_PER_STRIP, Integer.MAX_VALUE);
        int blockHeight = tiled ? image.integer(TIFF.TAG_TILE_HEIGTH, 0) : Math.min(rows < 1 ? height : rows, height);
        if (width < 1 || height < 1 || blockWidth < 1 || blockHeight < 1) {
            return Optional.empty();
        }
        TiffLayout layout = new TiffLayout(
                width,
                height,
                tiled,
                blockWidth,
                blockHeight,
                tiled ? tiles : image.integers(TIFF.TAG_STRIP_OFFSETS),
                image.integers(tiled ? TIFF.TAG_TILE_BYTE_COUNTS : TIFF.TAG_STRIP_BYTE_COUNTS));
        long blocks = (long) layout.across() * ((height - 1L) / blockHeight + 1);
        return layout.offsets.length == blocks && layout.lengths.length == blocks
                ? Optional.of(layout)
                : Optional.empty();
    }

    int across() {
        return (width - 1) / blockWidth + 1;
    }

    /** Rows that block {@code index} holds. */
    int rows(int index) {
        return tiled ? blockHeight : Math.min(blockHeight, height - index * blockHeight);
    }

    /** Whether every block lies within a file of so many bytes. */
    boolean fits(long fileBytes) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] > fileBytes - lengths[i]) {
                return false;
            }
        }
        return true;
    }
}
