package org.heclip.align;

import java.util.BitSet;
import org.heclip.slide.TissueMask;

/** How spots and tissue cover each other, on the pixels of a mask. */
final class TissueOverlap {
    private TissueOverlap() {}

    /**
     * Share of each spot's disc that is of a kind, 0 to 1; what lies outside the image is not.
     *
     * @param spots in pixels of the mask
     * @param kind bits of the mask's size
     */
    static double[] fractions(SpotLayout spots, TissueMask mask, BitSet kind) {
        double[] fractions = new double[spots.size()];
        for (int s = 0; s < fractions.length; s++) {
            int[] count = new int[2];
            visitDisc(spots.x()[s], spots.y()[s], spots.radiusPx(), (x, y) -> {
                count[0]++;
                boolean isInside = x >= 0 && y >= 0 && x < mask.width() && y < mask.height();
                count[1] += isInside && kind.get(y * mask.width() + x) ? 1 : 0;
            });
            fractions[s] = (double) count[1] / count[0];
        }
        return fractions;
    }

    /**
     * Jaccard index (intersection over union) of the tissue and of the area around the spots in tissue.
     *
     * @param x centres of the spots in tissue, in pixels of the mask
     * @param y as x
     * @param radiusPx of the area that stands for a spot
     */
    static double jaccard(double[] x, double[] y, double radiusPx, TissueMask mask) {
        BitSet covered = new BitSet(mask.width() * mask.height());
        for (int s = 0; s < x.length; s++) {
            visitDisc(x[s], y[s], radiusPx, (px, py) -> {
                if (px >= 0 && py >= 0 && px < mask.width() && py < mask.height()) {
                    covered.set(py * mask.width() + px);
                }
            });
        }
        BitSet both = (BitSet) covered.clone();
        both.and(mask.tissue());
        covered.or(mask.tissue());
        return covered.isEmpty() ? 0 : (double) both.cardinality() / covered.cardinality();
    }

    @FunctionalInterface
    interface Pixel {
        void at(int x, int y);
    }

    /** Pixels whose centre lies within the disc; at least the one that holds the disc's own centre. */
    static void visitDisc(double cx, double cy, double radius, Pixel pixel) {
        int found = 0;
        for (int y = (int) Math.floor(cy - radius); y <= Math.ceil(cy + radius); y++) {
            for (int x = (int) Math.floor(cx - radius); x <= Math.ceil(cx + radius); x++) {
                if (Math.hypot(x + 0.5 - cx, y + 0.5 - cy) <= radius) {
                    pixel.at(x, y);
                    found++;
                }
            }
        }
        if (found == 0) {
            pixel.at((int) Math.floor(cx), (int) Math.floor(cy));
        }
    }
}
