package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** HECLIP, variant {@code hvg}: images are projected, the spot side is the expression itself. */
record HeclipNetwork(Trunk trunk, Parameters heads, ContrastiveLoss contrast) implements Network {
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
        return contrast.between(images, spots);
    }

    @Override
    public NDArray loss(NDArray images, NDArray spots, Past past) {
        return contrast.between(images, spots, past);
    }

    @Override
    public boolean takesPast() {
        return contrast.takesPast();
    }
}
