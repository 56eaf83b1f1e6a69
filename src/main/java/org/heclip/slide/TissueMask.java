package org.heclip.slide;

import java.util.BitSet;

/**
 * Which pixels of a thumbnail show tissue: the darkness of their darkest channel, averaged over a small neighbourhood, lies above
 * Otsu's threshold. Both stains darken the green channel, a smear of eosin on the glass hardly; averaging joins nuclei, fibres
 * and the gaps between them into one class. (Saturation alone was seen to take smears for tissue and pale stroma for glass.)
 * Specks and holes below a size are cleaned away, and so are pen marks and folds.
 *
 * @param tissue bit {@code y * width + x}
 * @param background mean darkness of what is taken for the slide, 0 to 255
 * @param separation distance of the mean darkness of tissue and background, 0 to 255
 * @param artefacts what is not taken for tissue although it is dark
 */
public record TissueMask(
        int width, int height, BitSet tissue, double background, double separation, Artefacts artefacts) {
    /** An empty slide is bright; a lower class darker than this is pale tissue beside dark tissue. */
    private static final double DARKEST_SLIDE = 80;
    /** Below this the two classes are shades of one: there is no tissue, or nothing but tissue. */
    private static final double LEAST_SEPARATION = 20;

    private static final int LEVELS = 256;

    /**
     * @param reachPx how far around a pixel its neighbourhood goes; 0 for the pixel alone
     * @param smallestPx area in pixels below which a patch of tissue is dirt and a patch of background is a part of the tissue
     */
    public static TissueMask of(RgbImage thumbnail, int reachPx, int smallestPx) {
        int width = thumbnail.width();
        int height = thumbnail.height();
        int[] darkness = new int[width * height];
        for (int i = 0; i < darkness.length; i++) {
            darkness[i] = darkness(thumbnail.pixels(), i * RgbImage.CHANNELS);
        }
        int[] blurred = BoxBlur.of(darkness, width, height, reachPx);
        BitSet ink = Artefacts.ink(thumbnail, reachPx, smallestPx);
        int[] histogram = new int[LEVELS];
        for (int i = 0; i < blurred.length; i++) {
            histogram[blurred[i]] += ink.get(i) ? 0 : 1;
        }
        Otsu split = Otsu.of(ink.cardinality() == blurred.length ? new int[] {1} : histogram);
        BitSet tissue = new BitSet(blurred.length);
        for (int i = 0; i < blurred.length; i++) {
            tissue.set(i, blurred[i] > split.threshold());
        }
        Patches patches = new Patches(tissue, width, height);
        patches.clean(true, smallestPx);
        patches.clean(false, smallestPx);
        tissue.andNot(ink);
        BitSet folds = Artefacts.folds(thumbnail, tissue, reachPx, smallestPx);
        tissue.andNot(folds);
        return new TissueMask(width, height, tissue, split.lowerMean(), split.separation(), new Artefacts(ink, folds));
    }

    /** Whether there are both tissue and background, different enough for the mask to mean anything. */
    public boolean isReliable() {
        return separation >= LEAST_SEPARATION && background <= DARKEST_SLIDE && !tissue.isEmpty();
    }

    public boolean isTissue(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && tissue.get(y * width + x);
    }

    /** Share of the thumbnail that is tissue, 0 to 1. */
    public double fraction() {
        return (double) tissue.cardinality() / ((long) width * height);
    }

    private static int darkness(byte[] pixels, int at) {
        int red = pixels[at] & 0xff;
        int green = pixels[at + 1] & 0xff;
        int blue = pixels[at + 2] & 0xff;
        return LEVELS - 1 - Math.min(red, Math.min(green, blue));
    }
}
