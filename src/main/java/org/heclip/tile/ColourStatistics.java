package org.heclip.tile;

import org.heclip.slide.RgbImage;

/**
 * The 18 colour statistics of a tile, the input of the {@code colour} baseline: for each of red, green and blue the mean, the
 * standard deviation (of the population) and the 5th, 25th, 75th and 95th percentile, 0 to 255. Percentiles interpolate
 * linearly between order statistics (Hyndman and Fan 1996, type 7; numpy.percentile's default).
 */
public final class ColourStatistics {
    public static final int COUNT = 18;

    private static final int LEVELS = 256;
    private static final int[] PERCENTILES = {5, 25, 75, 95};
    private static final int PER_CHANNEL = COUNT / RgbImage.CHANNELS;

    private ColourStatistics() {}

    /** {@code [18]}: red mean, sd, p5, p25, p75, p95, then green's, then blue's. */
    public static float[] of(RgbImage tile) {
        float[] statistics = new float[COUNT];
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            int[] histogram = new int[LEVELS];
            for (int i = channel; i < tile.pixels().length; i += RgbImage.CHANNELS) {
                histogram[tile.pixels()[i] & 0xff]++;
            }
            describe(histogram, tile.width() * tile.height(), statistics, channel * PER_CHANNEL);
        }
        return statistics;
    }

    private static void describe(int[] histogram, int n, float[] statistics, int at) {
        long sum = 0;
        long squares = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += (long) histogram[level] * level;
            squares += (long) histogram[level] * level * level;
        }
        double mean = (double) sum / n;
        // exact in whole numbers up to here, so that a tile of one colour has a deviation of just 0
        double variance = (squares - mean * sum) / n;
        statistics[at] = (float) mean;
        statistics[at + 1] = (float) Math.sqrt(Math.max(0, variance));
        for (int i = 0; i < PERCENTILES.length; i++) {
            statistics[at + 2 + i] = (float) percentile(histogram, n, PERCENTILES[i]);
        }
    }

    private static double percentile(int[] histogram, int n, int percent) {
        double rank = (n - 1) * (percent / 100.0);
        int below = (int) Math.floor(rank);
        double low = ordered(histogram, below);
        double high = ordered(histogram, Math.min(n - 1, below + 1));
        return low + (rank - below) * (high - low);
    }

    /** The value at a place of the sorted samples. */
    private static int ordered(int[] histogram, int place) {
        int seen = 0;
        for (int level = 0; level < LEVELS; level++) {
            seen += histogram[level];
            if (seen > place) {
                return level;
            }
        }
        throw new IllegalArgumentException("place " + place + " is beyond the samples");
    }
}
