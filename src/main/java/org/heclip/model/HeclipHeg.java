package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * HECLIP, variant {@code heg} (Wang et al., Bioinformatics 2025, btaf363; arXiv 2501.14948): two branches of 256 dimensions, the
 * spot side projects the highest expressed genes. Loss and look-up are those of the variant {@code hvg}: image-centric, among
 * the images of the training spots.
 */
final class HeclipHeg implements NetworkPlug {
    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.heg(), "highest expressed genes", "--n-heg");
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
                ContrastiveLoss.heclip(hyperparameters.contrast()),
                true);
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.IMAGES);
    }
}
