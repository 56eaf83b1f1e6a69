package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/** An encoder that is trained along, on tiles that are flipped and turned at random. */
record EncoderTrunk(Encoder encoder, Parameters weights) implements Trunk {
    static final String PREFIX = "encoder.";

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> trainable = new TreeMap<>();
        weights.trainable().forEach((name, array) -> trainable.put(PREFIX + name, array));
        return trainable;
    }

    @Override
    public PreparedImages prepare(SectionImages input, int[] spots, Random augment) {
        return TileBatch.of(input.requireTiles(), spots, augment, encoder.scale());
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        return encoder.forward(images, weights, training);
    }

    @Override
    public Map<String, Tensor> tensors() {
        return weights.tensors(PREFIX);
    }

    @Override
    public void restore(Map<String, Tensor> tensors) {
        weights.restore(PREFIX, tensors);
    }

    @Override
    public Map<String, NDArray> statistics() {
        return weights.statistics();
    }
}
