package org.heclip.slide;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Regions of one image of a TIFF, put together from its blocks. */
record TiffLevel(int number, TiffBlocks blocks, BlockCache cache) {
    /** Fills {@code target}, whose top left corner is at (x, y), where it lies within the image. */
    void read(int x, int y, RgbImage target) throws IOException {
        TiffLayout layout = blocks.layout();
        int fromX = Math.max(0, x);
        int fromY = Math.max(0, y);
        int toX = (int) Math.min(layout.width(), (long) x + target.width());
        int toY = (int) Math.min(layout.height(), (long) y + target.height());
        if (fromX >= toX || fromY >= toY) {
            return;
        }
        if (blocks.isRaw()) {
            int stride = target.width() * RgbImage.CHANNELS;
            blocks.rawRows(
                    fromX, fromY, toX - fromX, toY - fromY, target.pixels(), at(target, fromX - x, fromY - y), stride);
            return;
        }
        List<int[]> later = new ArrayList<>();
        for (int down = fromY / layout.blockHeight(); down <= (toY - 1) / layout.blockHeight(); down++) {
            for (int across = fromX / layout.blockWidth(); across <= (toX - 1) / layout.blockWidth(); across++) {
                if (!copy(across, down, x, y, target, false)) {
                    later.add(new int[] {across, down});
                }
            }
        }
        // neighbouring regions are read by several threads at once, which would decode one block after the other
        // together
        for (int[] block : later) {
            copy(block[0], block[1], x, y, target, true);
        }
    }

    private boolean copy(int across, int down, int x, int y, RgbImage target, boolean wait) throws IOException {
        int index = down * blocks.layout().across() + across;
        return cache.use(
                new BlockCache.Key(number, index),
                blocks.rgbBytes(index),
                block -> blocks.rgb(index, block),
                block -> copy(block, across, down, x, y, target),
                wait);
    }

    private void copy(byte[] block, int across, int down, int x, int y, RgbImage target) {
        TiffLayout layout = blocks.layout();
        int left = across * layout.blockWidth();
        int top = down * layout.blockHeight();
        int fromX = Math.max(left, x);
        int toX =
                (int) Math.min(Math.min((long) left + layout.blockWidth(), layout.width()), (long) x + target.width());
        int toY = (int)
                Math.min(Math.min((long) top + layout.blockHeight(), layout.height()), (long) y + target.height());
        for (int row = Math.max(top, y); row < toY; row++) {
            int from = ((row - top) * layout.blockWidth() + fromX - left) * RgbImage.CHANNELS;
            System.arraycopy(
                    block, from, target.pixels(), at(target, fromX - x, row - y), (toX - fromX) * RgbImage.CHANNELS);
        }
    }

    private static int at(RgbImage image, int x, int y) {
        return (y * image.width() + x) * RgbImage.CHANNELS;
    }
}
