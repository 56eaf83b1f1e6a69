package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/** What makes one trained model differ from another: heads, loss and predictor. It holds no weights. */
interface NetworkPlug {
    /**
     * Columns of the panel that the spot side sees.
     *
     * @throws InputException when the panel is too small for the model
     */
    int[] targets(TrainingData data);

    /**
     * Seeded initial weights of the heads, by the names of the model's weight file.
     *
     * @param features number of features of the trunk
     * @param pool what the network will learn from
     */
    Map<String, Tensor> initial(int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random);

    /** Features that a trained model takes, by its weights: those of its image side's projection head. */
    default int width(Map<String, Tensor> weights) {
        return ProjectionHead.width(ProjectionHead.PREFIX, weights);
    }

    /**
     * The network with the given weights.
     *
     * @param weights initial or trained; tensors of the trunk among them are not the heads' business
     */
    Network network(NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters);

    Predictor predictor(Hyperparameters hyperparameters);
}
