package org.heclip.model;

/**
 * HECLIP, variant {@code heg} (Wang et al., Bioinformatics 2025, btaf363; arXiv 2501.14948): two branches of 256 dimensions, the
 * spot side projects the highest expressed genes. Loss and look-up are those of the variant {@code hvg}: image-centric, among
 * the images of the training spots.
 */
final class HeclipHeg implements DualPlug {
    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.heg(), "highest expressed genes", "--n-heg");
    }

    @Override
    public ContrastiveLoss contrast(Contrast choice) {
        return ContrastiveLoss.heclip(choice);
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.IMAGES);
    }
}
