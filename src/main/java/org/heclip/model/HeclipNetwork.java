package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.heclip.expression.DenseMatrix;

/** HECLIP, variant {@code hvg}: images are projected, the spot side is the expression itself. */
record HeclipNetwork(Trunk trunk, Parameters heads, double temperature) implements Network {
    @Override
    public NDArray images(NDArray features, Dropout dropout) {
        return HeclipHead.forward(features, heads, HeclipHead.PREFIX, dropout);
    }

    @Override
    public NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout) {
        DenseMatrix targets = batch.targets();
        return manager.create(targets.values(), new Shape(targets.rows(), targets.cols()));
    }

    @Override
    public NDArray loss(NDArray images, NDArray spots) {
        return ContrastiveLoss.imageCentric(images, spots, temperature);
    }
}
