package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/**
 * HECLIP, variant {@code hvg} (Wang et al., Bioinformatics 2025, btaf363): image embeddings are trained to resemble the
 * log-normalised expression of the highly variable genes of their own spot; a new image gets the mean expression of the
 * training images whose embeddings resemble its own.
 */
final class Heclip implements NetworkPlug {
    @Override
    public int[] targets(TrainingData data) {
        if (data.hvg().length < 2) {
            throw new InputException("panel", "highly variable genes", "found fewer than 2, expected more (--n-hvg)");
        }
        return data.hvg();
    }

    @Override
    public Map<String, Tensor> initial(
            int features, int targets, Hyperparameters hyperparameters, RandomTensors random) {
        return HeclipHead.initial(HeclipHead.PREFIX, features, targets, random);
    }

    @Override
    public int width(Map<String, Tensor> weights) {
        return HeclipHead.width(HeclipHead.PREFIX, weights);
    }

    @Override
    public Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        Parameters heads = Parameters.of(manager, weights, HeclipHead.PREFIX);
        return new HeclipNetwork(trunk, heads, hyperparameters.contrast().temperature());
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval().topK());
    }
}
