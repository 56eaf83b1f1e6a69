package org.heclip.evaluate;

import java.util.List;
import org.heclip.expression.DenseMatrix;

/**
 * One held-out section: what was measured and what a model predicts for it.
 *
 * @param measured log-normalised expression {@code [spot][gene]}
 * @param predicted of the same shape
 * @param arrayRow row of each spot on the array
 * @param arrayCol column of each spot on the array
 * @param xFullResPx centre of each spot in full-resolution pixels
 * @param yFullResPx centre of each spot in full-resolution pixels
 */
public record PredictedSection(
        Origin origin,
        List<String> barcodes,
        List<RankedGene> genes,
        DenseMatrix measured,
        DenseMatrix predicted,
        int[] arrayRow,
        int[] arrayCol,
        double[] xFullResPx,
        double[] yFullResPx) {
    /** Which model, trained how, predicts which section. */
    public record Origin(String model, String protocol, String fold, String section) {}

    /**
     * A gene with its ranks, made on training sections.
     *
     * @param hvgRank 0 for the most variable; null when it is not among the variable genes
     * @param hegRank 0 for the highest expressed; null when unknown
     */
    public record RankedGene(String name, Integer hvgRank, Integer hegRank) {}

    /** @throws IllegalArgumentException when the parts do not fit together */
    public PredictedSection {
        barcodes = List.copyOf(barcodes);
        genes = List.copyOf(genes);
        int spots = barcodes.size();
        boolean positions = arrayRow.length == spots
                && arrayCol.length == spots
                && xFullResPx.length == spots
                && yFullResPx.length == spots;
        boolean shapes = measured.rows() == spots
                && predicted.rows() == spots
                && measured.cols() == genes.size()
                && predicted.cols() == genes.size();
        if (!positions || !shapes) {
            throw new IllegalArgumentException(
                    "matrices or positions do not fit " + spots + " spots and " + genes.size() + " genes");
        }
    }

    public int spots() {
        return barcodes.size();
    }
}
