package org.heclip.slide;

import java.util.Arrays;

/**
 * Rectangles of a slide at another resolution. Shrinking averages areas, each source pixel weighted by its overlap with the
 * target pixel: OpenCV's {@code INTER_AREA}. Enlarging interpolates linearly between pixel centres: OpenCV's {@code
 * INTER_LINEAR}. The two axes are separable and are chosen each for itself. Half values round up.
 */
public final class Resampler {
    /** Rows of the source that are read at a time, so that a whole slide is never copied. */
    private static final int BAND_ROWS = 256;

    /**
     * A rectangle of the source in its pixels. Where an edge has a fraction, the pixels that it cuts count in part.
     *
     * @param x left edge
     * @param y top edge
     */
    public record Window(double x, double y, double width, double height) {
        private Window shrunk(double times) {
            return new Window(x / times, y / times, width / times, height / times);
        }

        private boolean keepsSize(int pixelsAcross, int pixelsDown) {
            return width == pixelsAcross && height == pixelsDown;
        }

        private boolean isWhole() {
            return x == Math.rint(x) && y == Math.rint(y);
        }
    }

    private Resampler() {}

    /**
     * The window at {@code width x height} pixels, made from the smallest level of the slide that has all its detail; a window
     * of just the size of that level's pixels is copied unchanged.
     *
     * @param window in pixels of level 0
     */
    public static RgbImage resample(Slide slide, Window window, int width, int height) {
        int level = slide.levelFor(Math.min(window.width() / width, window.height() / height));
        return resample(slide, level, window.shrunk(slide.levels().get(level).downsample()), width, height);
    }

    private static RgbImage resample(Slide slide, int level, Window window, int width, int height) {
        int x = (int) Math.floor(window.x());
        int y = (int) Math.floor(window.y());
        if (window.isWhole() && window.keepsSize(width, height)) {
            return slide.readRegion(level, x, y, width, height);
        } else if (window.keepsSize(width, height)
                && HalfPixel.isHalfOrWhole(window.x())
                && HalfPixel.isHalfOrWhole(window.y())) {
            boolean right = window.x() != x;
            boolean below = window.y() != y;
            RgbImage source = slide.readRegion(level, x, y, right ? width + 1 : width, below ? height + 1 : height);
            return HalfPixel.shift(source, right, below, width, height);
        }
        ResampleAxis across = ResampleAxis.of(window.x() - x, window.width(), width);
        ResampleAxis down = ResampleAxis.of(window.y() - y, window.height(), height);
        int sourceWidth = across.end(width - 1);
        RgbImage target = RgbImage.empty(width, height);
        int t = 0;
        while (t < height) {
            int end = t + 1;
            while (end < height && down.end(end) - down.first()[t] <= BAND_ROWS) {
                end++;
            }
            int top = down.first()[t];
            RgbImage band = slide.readRegion(level, x, y + top, sourceWidth, down.end(end - 1) - top);
            writeRows(target, t, end, new FloatRows(band, top), across, down);
            t = end;
        }
        return target;
    }

    /** Rows of a band as numbers, each converted once: neighbouring target rows share one or two. */
    private static final class FloatRows {
        private static final int KEPT = 2;

        private final RgbImage band;
        private final int top;
        private final float[][] rows;
        private final int[] held = {-1, -1};

        FloatRows(RgbImage band, int top) {
            this.band = band;
            this.top = top;
            this.rows = new float[KEPT][band.width() * RgbImage.CHANNELS];
        }

        /** {@code [source x * 3 + channel]} of a source row; valid until the one after the next. */
        float[] row(int y) {
            int slot = y % KEPT;
            if (held[slot] != y) {
                convert(band.pixels(), (y - top) * rows[slot].length, rows[slot]);
                held[slot] = y;
            }
            return rows[slot];
        }

        private static void convert(byte[] pixels, int start, float[] row) {
            for (int k = 0; k < row.length; k++) {
                row[k] = pixels[start + k] & 0xff;
            }
        }
    }

    private static void writeRows(
            RgbImage target, int from, int to, FloatRows rows, ResampleAxis across, ResampleAxis down) {
        int stride = target.width() * RgbImage.CHANNELS;
        float[] sum = new float[across.end(target.width() - 1) * RgbImage.CHANNELS];
        for (int t = from; t < to; t++) {
            Arrays.fill(sum, 0);
            for (int y = down.first()[t]; y < down.end(t); y++) {
                add(rows.row(y), down.weights()[down.from()[t] + y - down.first()[t]], sum);
            }
            squeeze(sum, across, target.pixels(), t * stride);
        }
    }

    /** Down before across: long rows without gaps are what processors are fast at. */
    private static void add(float[] row, float weight, float[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += weight * row[k];
        }
    }

    private static void squeeze(float[] row, ResampleAxis across, byte[] target, int start) {
        int[] from = across.from();
        float[] weights = across.weights();
        int to = start;
        for (int x = 0; x < across.length(); x++) {
            int at = across.first()[x] * RgbImage.CHANNELS;
            // half values round up
            float red = 0.5f;
            float green = 0.5f;
            float blue = 0.5f;
            for (int i = from[x]; i < from[x + 1]; i++) {
                float weight = weights[i];
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += RgbImage.CHANNELS;
            }
            target[to] = (byte) Math.min(255, (int) red);
            target[to + 1] = (byte) Math.min(255, (int) green);
            target[to + 2] = (byte) Math.min(255, (int) blue);
            to += RgbImage.CHANNELS;
        }
    }
}
