package org.heclip.bundle;

import java.util.List;

/**
 * {@code bundle.yml}: what the bundle is, and what it may be used for.
 *
 * @param format always {@code heclip-bundle}
 * @param formatVersion see {@link BundleOpening#FORMAT_VERSION}
 * @param licence of the trained model, as its maker stated it
 * @param reliablePcc least expected PCC of a gene that is called reliable
 */
public record BundleCard(
        String format,
        int formatVersion,
        String name,
        String version,
        String licence,
        String intendedUse,
        String limitations,
        Tiles tiles,
        EncoderPart encoder,
        CrossValidation crossValidation,
        double reliablePcc,
        List<TrainedOn> training) {
    public static final String FORMAT = "heclip-bundle";

    /**
     * How tiles are cut.
     *
     * @param px edge of a tile
     * @param mpp um per pixel of a tile; of native tiles the median over the training sections
     * @param resolution {@code native} or the um per pixel that was asked for
     * @param stainNormalisation {@code none}, or the method whose target is in {@code model.yml}
     * @param spacingUm between neighbouring training tiles, the median over the training sections
     */
    public record Tiles(int px, double mpp, String resolution, String stainNormalisation, double spacingUm) {}

    /**
     * @param name null for a model without encoder
     * @param weights sha256 of its weight file or {@code random:<seed>}; null as name
     * @param inside which part holds its weights; null when a seed gives them
     */
    public record EncoderPart(String name, String weights, String inside) {}

    /**
     * @param folds how often the model was fitted without the sections it was judged by
     * @param meanPcc mean over the genes of the expected PCC; null when no gene was evaluated
     * @param reliableGenes how many genes of the panel are reliable
     */
    public record CrossValidation(int folds, int sections, Double meanPcc, int reliableGenes) {}

    /** A training section. */
    public record TrainedOn(String section, String patient, int spots, String imageSha256) {}
}
