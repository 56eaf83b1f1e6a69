package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** HECLIP, variant {@code hvg}: images are projected, the spot side is the expression itself. */
record HeclipNetwork(Trunk trunk, Parameters heads, double temperature, boolean transposedTargets) implements Network {
    /** Targets as in the paper. */
    HeclipNetwork(Trunk trunk, Parameters heads, double temperature) {
        this(trunk, heads, temperature, false);
    }

    @Override
    public NDArray images(NDArray features, Dropout dropout) {
        return ProjectionHead.forward(features, heads, ProjectionHead.PREFIX, dropout);
    }

    @Override
    public NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout) {
        return DualNetwork.array(manager, batch.targets());
    }

    @Override
    public NDArray loss(NDArray images, NDArray spots) {
        return ContrastiveLoss.heclip(temperature, transposedTargets).between(images, spots);
    }
}
