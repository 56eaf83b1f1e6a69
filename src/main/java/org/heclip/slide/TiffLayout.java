package org.heclip.slide;

import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.util.Optional;

/**
 * Where the blocks (tiles or strips) of a TIFF image lie in the file (TIFF 6.0, sections 3 and 15).
 *
 * @param blockWidth width of a block; of a strip the image's
 * @param blockHeight height of a block; the last strip has fewer rows, the last tile has not
 * @param offsets of block {@code row * across + column} in the file; where channels lie apart, the blocks of each in turn
 * @param lengths in bytes, as many; 0 for a block that was left out, as scanners do where there is only glass
 */
record TiffLayout(
        int width, int height, boolean tiled, int blockWidth, int blockHeight, long[] offsets, long[] lengths) {

    private static final int SEPARATE = 2;
    /** No tile is larger than the image and than this. */
    private static final int USUAL_EDGE = 4096;

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
        if (width < 1
                || height < 1
                || blockWidth < 1
                || blockHeight < 1
                || blockWidth > Math.max(width, USUAL_EDGE)
                || blockHeight > Math.max(height, USUAL_EDGE)) {
            return Optional.empty();
        }
        boolean planar = image.integer(TIFF.TAG_PLANAR_CONFIGURATION, 1) == SEPARATE;
        long planes = planar ? Math.max(1, image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1)) : 1;
        long[] offsets = tiled ? tiles : image.integers(TIFF.TAG_STRIP_OFFSETS);
        long[] lengths = image.integers(tiled ? TIFF.TAG_TILE_BYTE_COUNTS : TIFF.TAG_STRIP_BYTE_COUNTS);
        TiffLayout layout = new TiffLayout(width, height, tiled, blockWidth, blockHeight, offsets, lengths);
        if (offsets.length != layout.across() * ((height - 1L) / blockHeight + 1) * planes) {
            return Optional.empty();
        }
        boolean isRaw = image.integer(TIFF.TAG_COMPRESSION, 1) == 1;
        if (lengths.length == 0 && isRaw && !tiled) {
            return Optional.of(layout.withLengths(image));
        }
        return lengths.length == offsets.length ? Optional.of(layout) : Optional.empty();
    }

    /** Old software left the lengths out where pixels are stored as they are. */
    private TiffLayout withLengths(TiffDirectory image) {
        long[] bits = image.integers(TIFF.TAG_BITS_PER_SAMPLE);
        long together = offsets.length == blocks() ? Math.max(1, image.integer(TIFF.TAG_SAMPLES_PER_PIXEL, 1)) : 1;
        long rowBytes = (width * together * (bits.length == 0 ? 1 : bits[0]) + Byte.SIZE - 1) / Byte.SIZE;
        long[] all = new long[offsets.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows(i % blocks()) * rowBytes;
        }
        return new TiffLayout(width, height, false, blockWidth, blockHeight, offsets, all);
    }

    /** Blocks of the image; where channels lie apart, of each of them. */
    int blocks() {
        return across() * ((height - 1) / blockHeight + 1);
    }

    int across() {
        return (width - 1) / blockWidth + 1;
    }

    /** Rows that block {@code index}, the first channel's where they lie apart, holds. */
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
