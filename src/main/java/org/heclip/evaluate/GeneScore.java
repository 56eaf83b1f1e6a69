package org.heclip.evaluate;

/**
 * Row of {@code genes.tsv}: one gene of one section; undefined figures are null. Definitions: {@link Agreement}, {@link
 * StructuralSimilarity}, {@link MoransI}, {@link Bootstrap}; {@code qValue} is adjusted over the genes of the section; {@code marker} says whether the
 * gene is on the list of markers.
 */
public record GeneScore(
        String model,
        String protocol,
        String fold,
        String section,
        String gene,
        int spots,
        Double pcc,
        Double spearman,
        Double rmse,
        Double mae,
        Double ssim,
        Double jensenShannon,
        Double moransIMeasured,
        Double moransIPredicted,
        Double pValue,
        Double qValue,
        Double ciLow,
        Double ciHigh,
        Integer hvgRank,
        Integer hegRank,
        boolean marker) {
    /** The same gene on another section. */
    public GeneScore on(String otherSection, Double otherPcc) {
        return new GeneScore(
                model,
                protocol,
                fold,
                otherSection,
                gene,
                spots,
                otherPcc,
                spearman,
                rmse,
                mae,
                ssim,
                jensenShannon,
                moransIMeasured,
                moransIPredicted,
                pValue,
                qValue,
                ciLow,
                ciHigh,
                hvgRank,
                hegRank,
                marker);
    }
}
