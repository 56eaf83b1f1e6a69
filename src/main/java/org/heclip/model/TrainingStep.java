package org.heclip.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/** The loss of one batch and its gradients. */
record TrainingStep(NDManager manager, Network network) {
    /**
     * The loss of one batch; its gradients are left with the parameters.
     *
     * @param prepared what the trunk made of the batch's images
     * @param dropout the batch's
     */
    double gradients(float[] prepared, SpotBatch batch, Dropout dropout) {
        Engine engine = Libtorch.engine();
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray features = network.trunk().forward(step, prepared, batch.size(), true);
            NDArray images = network.images(features, dropout);
            NDArray loss = network.loss(images, network.spots(step, batch, dropout));
            collector.backward(loss);
            return loss.getFloat();
        }
    }
}
