package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * HECLIP, variant {@code hvg} (Wang et al., Bioinformatics 2025, btaf363): image embeddings are trained to resemble the
 * log-normalised expression of the highly variable genes of their own spot; a new image gets the mean expression of the
 * training images whose embeddings resemble its own.
 */
final class Heclip implements NetworkPlug {
    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.hvg(), "highly variable genes", "--n-hvg");
    }

    @Override
    public Map<String, Tensor> initial(int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        return ProjectionHead.initial(
                ProjectionHead.PREFIX, features, pool.targets().cols(), random);
    }

    @Override
    public Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        Parameters heads = Parameters.of(manager, weights, ProjectionHead.PREFIX);
        return new HeclipNetwork(trunk, heads, ContrastiveLoss.heclip(hyperparameters.contrast()));
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.IMAGES);
    }
}
