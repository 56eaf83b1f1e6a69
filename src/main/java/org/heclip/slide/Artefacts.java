package org.heclip.slide;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What covers tissue or is no tissue: marks of a pen, by colours that no mixture of haematoxylin and eosin has, and folds, which
 * are dark, saturated and narrow. Both are looked for on a small image whose channels are averaged over a neighbourhood.
 *
 * @param ink bit {@code y * width + x}
 * @param folds of tissue, as {@code ink}
 */
public record Artefacts(BitSet ink, BitSet folds) {
    /** Optical densities, natural logarithms; see {@link StainDensities#density}. */
    private static final double VISIBLE = 0.25;

    private static final double STRONG = 0.6;
    /** Pools of red blood cells are as red, but paler. */
    private static final double RED_STRONG = 1.7;

    private static final double BLACK = 1.2;
    /** Twice tissue is twice as dense; stain and section thickness vary. */
    private static final double FOLD_TIMES_MEDIAN = 1.6;

    private static final double FOLD_DEVIATIONS = 3 * 1.4826;
    private static final double FOLD_LENGTH_OVER_WIDTH = 5;
    /** Greatest width of a fold, in reaches (a spot's diameter, when the reach is half of its radius). */
    private static final double FOLD_WIDTH_REACHES = 4;

    /**
     * Whether both stains in any amounts cannot make this colour: haematoxylin absorbs green about as much as red and eosin
     * mostly green, and both let more blue through than green.
     */
    static boolean isInk(double red, double green, double blue) {
        double most = Math.max(red, Math.max(green, blue));
        boolean greenOrBlue = most > VISIBLE && green < 0.8 * Math.max(red, blue);
        boolean deepBlue = most > STRONG && red > 0.9 * green && blue < 0.36 * green;
        boolean pureRed = most > RED_STRONG && blue > 0.75 * green && red < 0.3 * green;
        boolean black = most > BLACK && Math.min(red, Math.min(green, blue)) > 0.75 * most;
        return greenOrBlue || deepBlue || pureRed || black;
    }

    /**
     * @param reachPx of the neighbourhood
     * @param smallestPx area below which a patch is no pen mark
     */
    static BitSet ink(RgbImage image, int reachPx, int smallestPx) {
        int[][] channels = averaged(image, Math.max(1, reachPx / 2));
        BitSet ink = new BitSet();
        for (int i = 0; i < channels[0].length; i++) {
            ink.set(
                    i,
                    isInk(
                            StainDensities.density(channels[0][i]),
                            StainDensities.density(channels[1][i]),
                            StainDensities.density(channels[2][i])));
        }
        new Patches(ink, image.width(), image.height()).clean(true, smallestPx);
        return ink.isEmpty() ? ink : grown(ink, image.width(), image.height(), Math.max(1, reachPx));
    }

    /** As {@link #ink}, within tissue. */
    static BitSet folds(RgbImage image, BitSet tissue, int reachPx, int smallestPx) {
        if (reachPx < 1 || tissue.isEmpty()) {
            return new BitSet();
        }
        int[][] channels = averaged(image, Math.max(1, reachPx / 2));
        double[] densities = new double[channels[0].length];
        double[] saturations = new double[densities.length];
        for (int i = 0; i < densities.length; i++) {
            int most = Math.max(channels[0][i], Math.max(channels[1][i], channels[2][i]));
            int least = Math.min(channels[0][i], Math.min(channels[1][i], channels[2][i]));
            saturations[i] = 1 - least / Math.max(1.0, most);
            densities[i] = StainDensities.density(channels[0][i])
                    + StainDensities.density(channels[1][i])
                    + StainDensities.density(channels[2][i]);
        }
        double usual = median(densities, tissue);
        double[] away = Arrays.stream(densities).map(d -> Math.abs(d - usual)).toArray();
        double limit = Math.max(FOLD_TIMES_MEDIAN * usual, usual + FOLD_DEVIATIONS * median(away, tissue));
        double saturated = median(saturations, tissue);
        BitSet folds = new BitSet();
        tissue.stream()
                .filter(i -> densities[i] > limit && saturations[i] >= saturated)
                .forEach(folds::set);
        BitSet candidates = (BitSet) folds.clone();
        Patches patches = new Patches(candidates, image.width(), image.height());
        new Patches(folds, image.width(), image.height())
                .keep(true, (patch, size) -> size >= smallestPx && isNarrow(patches, patch, size, reachPx));
        return folds;
    }

    /** A long strip of width w and length l has about 2 l pixels on its edge. */
    private static boolean isNarrow(Patches patches, int[] patch, int size, int reachPx) {
        long edge = Arrays.stream(patch, 0, size).filter(patches::isOnEdge).count();
        double length = edge / 2.0;
        double width = size / length;
        return width <= FOLD_WIDTH_REACHES * reachPx && length >= FOLD_LENGTH_OVER_WIDTH * width;
    }

    private static double median(double[] values, BitSet where) {
        double[] sorted = where.stream().mapToDouble(i -> values[i]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** {@code [channel][pixel]}. */
    private static int[][] averaged(RgbImage image, int reachPx) {
        int[][] channels = new int[RgbImage.CHANNELS][image.width() * image.height()];
        for (int c = 0; c < channels.length; c++) {
            for (int i = 0; i < channels[c].length; i++) {
                channels[c][i] = image.pixels()[i * RgbImage.CHANNELS + c] & 0xff;
            }
            channels[c] = BoxBlur.of(channels[c], image.width(), image.height(), reachPx);
        }
        return channels;
    }

    /** With all pixels whose square of this reach holds one: the pale rim of a stroke. */
    private static BitSet grown(BitSet bits, int width, int height, int reachPx) {
        int[] values = new int[width * height];
        // so large that one pixel of a square is more than rounding
        bits.stream().forEach(i -> values[i] = 1 << 20);
        int[] blurred = BoxBlur.of(values, width, height, reachPx);
        BitSet grown = new BitSet();
        for (int i = 0; i < blurred.length; i++) {
            grown.set(i, blurred[i] > 0);
        }
        return grown;
    }
}
