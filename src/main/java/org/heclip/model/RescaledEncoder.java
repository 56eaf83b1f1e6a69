package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.heclip.file.Tensor;

/** An encoder whose weights were trained with another normalisation than its own. */
record RescaledEncoder(Encoder encoder, TileBatch.Scale scale) implements Encoder {
    @Override
    public String name() {
        return encoder.name();
    }

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public float epsilon() {
        return encoder.epsilon();
    }

    @Override
    public Map<String, int[]> shapes() {
        return encoder.shapes();
    }

    @Override
    public Map<String, Tensor> randomWeights(long seed) {
        return encoder.randomWeights(seed);
    }

    @Override
    public NDArray forward(NDArray images, Parameters weights, boolean training) {
        return encoder.forward(images, weights, training);
    }
}
