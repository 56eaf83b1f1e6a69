package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/**
 * What gradient descent can train: an image side, a spot side, and a loss between the two. The image side treats each spot by
 * itself, so that the loop may compute it in parts; the spot side sees the whole batch.
 */
interface Network {
    /** The image side up to the features. */
    Trunk trunk();

    /** All weights that are not the trunk's; all of them learn. Their names are those of the model's weight file. */
    Parameters heads();

    /**
     * @param features {@code [spot][feature]}
     * @param dropout none outside of training
     * @return {@code [spot][dimension]}: embeddings, or, for a regression, the prediction
     */
    NDArray images(NDArray features, Dropout dropout);

    /**
     * @param manager owns what is made
     * @return {@code [spot][dimension]}, what the images are compared with
     */
    NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout);

    /**
     * @param images {@code [spot][dimension]}
     * @param spots {@code [spot][dimension]}
     * @return a scalar, the mean over the batch
     */
    NDArray loss(NDArray images, NDArray spots);

    /** A loss with spots of earlier batches as further contrasts. */
    @FunctionalInterface
    interface PastLoss {
        /** @param past as they were embedded then; no gradients flow there */
        NDArray between(NDArray images, NDArray spots, Past past);
    }

    /** The loss with earlier spots; empty where spots are not compared with one another. */
    default Optional<PastLoss> pastLoss() {
        return Optional.empty();
    }

    /** Parameters that learn, by name; their gradients are followed from now on. */
    default Map<String, NDArray> trainable() {
        Map<String, NDArray> trainable = new TreeMap<>(trunk().trainable());
        trainable.putAll(heads().trainable());
        return trainable;
    }

    /** A copy of all weights, as the model's file holds them. */
    default Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new TreeMap<>(trunk().tensors());
        tensors.putAll(heads().tensors(""));
        return tensors;
    }

    /** Takes the values of {@link #tensors} of another network of this kind. */
    default void restore(Map<String, Tensor> tensors) {
        trunk().restore(tensors);
        heads().restore("", tensors);
    }
}
