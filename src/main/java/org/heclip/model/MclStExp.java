package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * mclSTExp (Min et al., Multimodal contrastive learning for spatial gene expression prediction using histology images, Briefings
 * in Bioinformatics 2024, bbae551; arXiv 2407.08216): the expression of a spot passes a {@link SpotTransformer} that knows where
 * the spot lies and sees the other spots of the batch; both sides are projected to 256 dimensions without dropout and contrasted
 * as CLIP does ({@link ContrastiveLoss#clip}); a query image gets the weighted mean expression of the training spots that are
 * closest to it in that space.
 */
final class MclStExp implements NetworkPlug {
    private static final SpotTransformer TRANSFORMER = SpotTransformer.published();

    @Override
    public int[] targets(TrainingData data) {
        return PanelColumns.require(data.hvg(), "highly variable genes", "--n-hvg");
    }

    @Override
    public Map<String, Tensor> initial(int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        Map<String, Tensor> weights =
                DualNetwork.initial(features, pool.targets().cols(), random);
        weights.putAll(TRANSFORMER.initial(pool.targets().cols(), pool.array(), random));
        return weights;
    }

    @Override
    public Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        ContrastiveLoss loss = ContrastiveLoss.clip(hyperparameters.contrast().temperature());
        return new DualNetwork(trunk, DualNetwork.heads(manager, weights), TRANSFORMER, loss, false);
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RetrievalPredictor(hyperparameters.retrieval(), Lookup.SPOTS);
    }
}
