package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * BLEEP (Xie et al., Spatially resolved gene expression prediction from H&amp;E histology images via bi-modal contrastive
 * learning, NeurIPS 2023): image and expression of a spot are projected into one space of 256 dimensions; targets are smoothed by
 * similarity ({@link ContrastiveLoss#bleep}); a query image gets the mean expression of the training spots whose expression lies
 * closest to it in that space.
 */
final class Bleep implements NetworkPlug {
    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.hvg(), "highly variable genes", "--n-hvg");
    }

    @Override
    public Map<String, Tensor> initial(int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        return DualNetwork.initial(features, pool.targets().cols(), random);
    }

    @Override
    public int width(Map<String, Tensor> weights) {
        return ProjectionHead.width(ProjectionHead.PREFIX, weights);
    }

    @Override
    public Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        return new DualNetwork(
                trunk,
                DualNetwork.heads(manager, weights),
                DualNetwork.SpotEncoder.none(),
                ContrastiveLoss.bleep(hyperparameters.contrast().temperature()),
                true);
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.SPOTS);
    }
}
