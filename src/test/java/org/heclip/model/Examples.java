package org.heclip.model;

/** Values that tests share. */
final class Examples {
    private Examples() {}

    static Hyperparameters hyperparameters(Optimisation optimisation) {
        return new Hyperparameters(
                new PanelChoice(1, 1),
                optimisation,
                new Contrast(1, 0.1, 0),
                new RetrievalChoice(1, NeighbourWeights.EQUAL),
                new RidgeChoice(null, 1));
    }
}
