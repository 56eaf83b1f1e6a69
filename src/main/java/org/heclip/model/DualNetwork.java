package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * Two branches that meet in one space: a projection head on the image's features, another on what a {@link SpotEncoder} makes
 * of the spot's expression.
 *
 * @param dropsOut whether the heads use dropout in training
 */
record DualNetwork(Trunk trunk, Parameters heads, SpotEncoder spotEncoder, ContrastiveLoss contrast, boolean dropsOut)
        implements ContrastiveNetwork {
    /** Of the published models. */
    static final int DIMENSION = 256;

    private static final String SPOT_PREFIX = "spot.";
    private static final String SPOT_HEAD = SPOT_PREFIX + ProjectionHead.PREFIX;

    /** From the expression of a batch to what the spot side's head projects; its weights' names begin with {@code spot.}. */
    @FunctionalInterface
    interface SpotEncoder {
        /** @return {@code [spot][gene]} */
        NDArray encode(NDManager manager, SpotBatch batch, Parameters weights);

        /** The expression as it is. */
        static SpotEncoder none() {
            return (manager, batch, weights) -> NativeArray.copyOf(manager, batch.targets());
        }
    }

    /** Seeded initial weights of both heads. */
    static Map<String, Tensor> initial(int features, int genes, RandomTensors random) {
        Map<String, Tensor> weights = ProjectionHead.initial(ProjectionHead.PREFIX, features, DIMENSION, random);
        weights.putAll(ProjectionHead.initial(SPOT_HEAD, genes, DIMENSION, random));
        return weights;
    }

    /** Of all weights of a model, those of the two branches above the trunk. */
    static Parameters heads(NDManager manager, Map<String, Tensor> weights) {
        return Parameters.of(manager, weights, ProjectionHead.PREFIX, SPOT_PREFIX);
    }

    @Override
    public NDArray images(NDArray features, Dropout dropout) {
        return ProjectionHead.forward(features, heads, ProjectionHead.PREFIX, dropsOut ? dropout : Dropout.none());
    }

    @Override
    public NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout) {
        NDArray encoded = spotEncoder.encode(manager, batch, heads);
        return ProjectionHead.forward(encoded, heads, SPOT_HEAD, dropsOut ? dropout : Dropout.none());
    }
}
