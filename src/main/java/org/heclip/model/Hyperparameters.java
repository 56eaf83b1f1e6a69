package org.heclip.model;

/** What the user chose for training; part of the model card. Each part refuses values out of their range. */
public record Hyperparameters(
        PanelChoice panel, Optimisation optimisation, Contrast contrast, RetrievalChoice retrieval, RidgeChoice ridge) {
    /** The same with Harmony. */
    public Hyperparameters withHarmony() {
        return new Hyperparameters(panel.withHarmony(), optimisation, contrast, retrieval, ridge);
    }

    /** The same with contrastive targets transposed. */
    public Hyperparameters withTransposedTargets() {
        Contrast transposed = new Contrast(contrast.temperature(), contrast.dropout(), 0, true);
        return new Hyperparameters(panel, optimisation, transposed, retrieval, ridge);
    }

    /** The same with what a fit chose, where it was to choose. */
    public Hyperparameters settled(FittedModel fitted) {
        return new Hyperparameters(panel, optimisation, contrast, retrieval.settled(fitted.weights()), ridge);
    }
}
