package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** HECLIP, variant {@code hvg}: images are projected, the spot side is the expression itself. */
record HeclipNetwork(Trunk trunk, Parameters heads, ContrastiveLoss contrast) implements ContrastiveNetwork {
    @Override
    public NDArray images(NDArray features, Dropout dropout) {
        return ProjectionHead.forward(features, heads, ProjectionHead.PREFIX, dropout);
    }

    @Override
    public NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout) {
        return NativeArray.copyOf(manager, batch.targets());
    }
}
