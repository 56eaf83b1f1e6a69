package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.file.Tensor;

/** A model of two branches ({@link DualNetwork}); by default the spot side projects the expression as it is, with dropout. */
interface DualPlug extends NetworkPlug {
    ContrastiveLoss contrast(Contrast choice);

    @Override
    default Map<String, Tensor> initial(
            int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        return DualNetwork.initial(features, pool.targets().cols(), random);
    }

    @Override
    default Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        return new DualNetwork(
                trunk,
                DualNetwork.heads(manager, weights),
                DualNetwork.SpotEncoder.none(),
                contrast(hyperparameters.contrast()),
                true);
    }
}
