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

        private boolean isWhole() {
            return x == Math.rint(x) && y == Math.rint(y);
        }
    }

    /** For each target pixel the first source pixel and the weights, of sum 1, from there on. */
    private record Axis(int[] first, float[][] weights) {
        /** @param start where the source begins within its first pixel, 0 to 1 */
        static Axis of(double start, double sourceLength, int targetLength) {
            int[] first = new int[targetLength];
            float[][] weights = new float[targetLength][];
            double ratio = sourceLength / targetLength;
            for (int t = 0; t < targetLength; t++) {
                if (ratio >= 1) {
                    areaWeights(t, ratio, start, sourceLength, first, weights);
                } else {
                    linearWeights(t, ratio, start, sourceLength, first, weights);
                }
            }
            return new Axis(first, weights);
        }

        private static void areaWeights(
                int t, double ratio, double start, double length, int[] first, float[][] weights) {
            double from = start + t * ratio;
            double to = start + Math.min(length, (t + 1) * ratio);
            int low = (int) Math.floor(from + 1e-9);
            int high = Math.max(low + 1, (int) Math.ceil(to - 1e-9));
            first[t] = low;
            weights[t] = new float[high - low];
            for (int i = low; i < high; i++) {
                weights[t][i - low] = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
            }
        }

        private static void linearWeights(
                int t, double ratio, double start, double length, int[] first, float[][] weights) {
            int last = (int) Math.ceil(start + length - 1e-9) - 1;
            double centre = Math.min(last, Math.max(0, start + (t + 0.5) * ratio - 0.5));
            first[t] = Math.min((int) centre, Math.max(0, last - 1));
            float part = (float) (centre - first[t]);
            weights[t] = last == 0 ? new float[] {1} : new float[] {1 - part, part};
        }

        int end(int t) {
            return first[t] + weights[t].length;
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
        Axis across = Axis.of(window.x() - x, window.width(), width);
        Axis down = Axis.of(window.y() - y, window.height(), height);
        int sourceWidth = across.end(width - 1);
        RgbImage target = RgbImage.white(width, height);
        int t = 0;
        while (t < height) {
            int end = t + 1;
            while (end < height && down.end(end) - down.first()[t] <= BAND_ROWS) {
                end++;
            }
            int top = down.first()[t];
            RgbImage band = slide.readRegion(level, x, y + top, sourceWidth, down.end(end - 1) - top);
            writeRows(target, t, end, squeeze(band, across), top, down);
            t = end;
        }
        return target;
    }

    /** {@code [source row][target x * 3 + channel]}. */
    private static float[][] squeeze(RgbImage band, Axis across) {
        int width = across.first().length;
        float[][] rows = new float[band.height()][width * RgbImage.CHANNELS];
        byte[] pixels = band.pixels();
        for (int y = 0; y < band.height(); y++) {
            for (int x = 0; x < width; x++) {
                float[] weights = across.weights()[x];
                int at = (y * band.width() + across.first()[x]) * RgbImage.CHANNELS;
                float red = 0;
                float green = 0;
                float blue = 0;
                for (float weight : weights) {
                    red += weight * (pixels[at] & 0xff);
                    green += weight * (pixels[at + 1] & 0xff);
                    blue += weight * (pixels[at + 2] & 0xff);
                    at += RgbImage.CHANNELS;
                }
                rows[y][x * RgbImage.CHANNELS] = red;
                rows[y][x * RgbImage.CHANNELS + 1] = green;
                rows[y][x * RgbImage.CHANNELS + 2] = blue;
            }
        }
        return rows;
    }

    private static void writeRows(RgbImage target, int from, int to, float[][] rows, int top, Axis down) {
        int stride = target.width() * RgbImage.CHANNELS;
        float[] sum = new float[stride];
        for (int t = from; t < to; t++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < down.weights()[t].length; i++) {
                float weight = down.weights()[t][i];
                float[] row = rows[down.first()[t] - top + i];
                for (int k = 0; k < stride; k++) {
                    sum[k] += weight * row[k];
                }
            }
            for (int k = 0; k < stride; k++) {
                target.pixels()[t * stride + k] = (byte) Math.min(255, (int) (sum[k] + 0.5f));
            }
        }
    }
}
