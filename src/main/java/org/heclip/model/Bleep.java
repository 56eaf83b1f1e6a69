package org.heclip.model;

/**
 * BLEEP (Xie et al., Spatially resolved gene expression prediction from H&amp;E histology images via bi-modal contrastive
 * learning, NeurIPS 2023): image and expression of a spot are projected into one space of 256 dimensions; targets are smoothed by
 * similarity ({@link ContrastiveLoss#bleep}); a query image gets the mean expression of the training spots whose expression lies
 * closest to it in that space.
 */
final class Bleep implements DualPlug {
    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.hvg(), "highly variable genes", "--n-hvg");
    }

    @Override
    public ContrastiveLoss contrast(Contrast choice) {
        return ContrastiveLoss.bleep(choice.temperature());
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.SPOTS);
    }
}
