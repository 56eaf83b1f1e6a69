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

    /** The sum of so many rows of a square fits 31 bits, twice. */
    private static final int MOST_TIMES = 1024;

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
        if (window.isWhole() && window.width() == width && window.height() == height) {
            return slide.readRegion(level, x, y, width, height);
        }
        int times = wholeTimes(window, width, height);
        if (times > 0) {
            return shrink(slide, level, x, y, times, width, height);
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
            writeRows(target, t, end, new SqueezedRows(band, top, across), down);
            t = end;
        }
        return target;
    }

    /** By which whole number a window on whole pixels shrinks, alike along both axes; 0 for any other. */
    private static int wholeTimes(Window window, int width, int height) {
        int times = (int) (window.width() / width);
        boolean whole = window.isWhole()
                && times > 1
                && times <= MOST_TIMES
                && window.width() == (double) times * width
                && window.height() == (double) times * height;
        return whole ? times : 0;
    }

    /** Means of squares of whole pixels, in whole numbers. */
    private static RgbImage shrink(Slide slide, int level, int x, int y, int times, int width, int height) {
        RgbImage target = RgbImage.empty(width, height);
        int bandRows = Math.max(1, BAND_ROWS / times);
        int[] sums = new int[width * RgbImage.CHANNELS];
        for (int from = 0; from < height; from += bandRows) {
            int rows = Math.min(bandRows, height - from);
            RgbImage band = slide.readRegion(level, x, y + from * times, width * times, rows * times);
            for (int row = 0; row < rows; row++) {
                Arrays.fill(sums, 0);
                for (int i = 0; i < times; i++) {
                    addRow(band.pixels(), (row * times + i) * band.width() * RgbImage.CHANNELS, times, sums);
                }
                writeMeans(sums, times * times, target.pixels(), (from + row) * sums.length);
            }
        }
        return target;
    }

    private static void addRow(byte[] pixels, int start, int times, int[] sums) {
        int at = start;
        for (int k = 0; k < sums.length; k += RgbImage.CHANNELS) {
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = 0; i < times; i++) {
                red += pixels[at] & 0xff;
                green += pixels[at + 1] & 0xff;
                blue += pixels[at + 2] & 0xff;
                at += RgbImage.CHANNELS;
            }
            sums[k] += red;
            sums[k + 1] += green;
            sums[k + 2] += blue;
        }
    }

    private static void writeMeans(int[] sums, int count, byte[] target, int at) {
        for (int k = 0; k < sums.length; k++) {
            target[at + k] = (byte) ((2 * sums[k] + count) / (2 * count));
        }
    }

    /** Rows of a band at the target's width, each made once: neighbouring target rows share one or two. */
    private static final class SqueezedRows {
        private static final int KEPT = 2;

        private final RgbImage band;
        private final int top;
        private final ResampleAxis across;
        private final float[][] rows;
        private final int[] held = {-1, -1};

        SqueezedRows(RgbImage band, int top, ResampleAxis across) {
            this.band = band;
            this.top = top;
            this.across = across;
            this.rows = new float[KEPT][across.length() * RgbImage.CHANNELS];
        }

        /** {@code [target x * 3 + channel]} of a source row; valid until the one after the next. */
        float[] row(int y) {
            int slot = y % KEPT;
            if (held[slot] != y) {
                squeeze(band.pixels(), (y - top) * band.width(), rows[slot]);
                held[slot] = y;
            }
            return rows[slot];
        }

        private void squeeze(byte[] pixels, int start, float[] row) {
            int[] first = across.first();
            int[] from = across.from();
            float[] weights = across.weights();
            for (int x = 0; x < first.length; x++) {
                int at = (start + first[x]) * RgbImage.CHANNELS;
                float red = 0;
                float green = 0;
                float blue = 0;
                for (int i = from[x]; i < from[x + 1]; i++) {
                    float weight = weights[i];
                    red += weight * (pixels[at] & 0xff);
                    green += weight * (pixels[at + 1] & 0xff);
                    blue += weight * (pixels[at + 2] & 0xff);
                    at += RgbImage.CHANNELS;
                }
                row[x * RgbImage.CHANNELS] = red;
                row[x * RgbImage.CHANNELS + 1] = green;
                row[x * RgbImage.CHANNELS + 2] = blue;
            }
        }
    }

    private static void writeRows(RgbImage target, int from, int to, SqueezedRows rows, ResampleAxis down) {
        int stride = target.width() * RgbImage.CHANNELS;
        float[] sum = new float[stride];
        for (int t = from; t < to; t++) {
            Arrays.fill(sum, 0);
            for (int y = down.first()[t]; y < down.end(t); y++) {
                add(rows.row(y), down.weights()[down.from()[t] + y - down.first()[t]], sum);
            }
            for (int k = 0; k < stride; k++) {
                target.pixels()[t * stride + k] = (byte) Math.min(255, (int) (sum[k] + 0.5f));
            }
        }
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += weight * row[k];
        }
    }
}
