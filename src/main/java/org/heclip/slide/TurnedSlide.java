package org.heclip.slide;

import java.util.List;
import java.util.Optional;
import org.heclip.section.Mpp;

/** A slide that is looked at turned or mirrored. */
record TurnedSlide(Slide stored, ImageOrientation orientation) implements Slide {
    @Override
    public int width() {
        return levels().get(0).width();
    }

    @Override
    public int height() {
        return levels().get(0).height();
    }

    @Override
    public Optional<Mpp> mpp() {
        return stored.mpp();
    }

    @Override
    public List<Level> levels() {
        return stored.levels().stream()
                .map(level ->
                        orientation.swapsAxes() ? new Level(level.height(), level.width(), level.downsample()) : level)
                .toList();
    }

    @Override
    public List<String> notes() {
        return stored.notes();
    }

    @Override
    public String reader() {
        return stored.reader();
    }

    @Override
    public int bandPx() {
        return stored.bandPx();
    }

    @Override
    public RgbImage readRegion(int x, int y, int width, int height) {
        return readRegion(0, x, y, width, height);
    }

    @Override
    public RgbImage readRegion(int level, int x, int y, int width, int height) {
        Level whole = stored.levels().get(level);
        boolean swaps = orientation.swapsAxes();
        int w = swaps ? height : width;
        int h = swaps ? width : height;
        int left = swaps ? y : x;
        int top = swaps ? x : y;
        RgbImage part = stored.readRegion(
                level,
                orientation.flipsX() ? whole.width() - left - w : left,
                orientation.flipsY() ? whole.height() - top - h : top,
                w,
                h);
        return turned(part, width, height);
    }

    private RgbImage turned(RgbImage part, int width, int height) {
        RgbImage target = RgbImage.empty(width, height);
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int across = orientation.swapsAxes() ? y : x;
                int down = orientation.swapsAxes() ? x : y;
                int fromX = orientation.flipsX() ? part.width() - 1 - across : across;
                int fromY = orientation.flipsY() ? part.height() - 1 - down : down;
                int from = (fromY * part.width() + fromX) * RgbImage.CHANNELS;
                target.pixels()[at] = part.pixels()[from];
                target.pixels()[at + 1] = part.pixels()[from + 1];
                target.pixels()[at + 2] = part.pixels()[from + 2];
                at += RgbImage.CHANNELS;
            }
        }
        return target;
    }

    @Override
    public void close() {
        stored.close();
    }
}
