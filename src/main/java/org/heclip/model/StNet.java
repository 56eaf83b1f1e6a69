package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * ST-Net (He et al., Integrating spatial gene expression and breast tumour morphology via deep learning, Nature Biomedical
 * Engineering 2020): one linear layer from the encoder's features to all genes, mean squared error. It starts from the mean
 * expression: weights at zero, biases at the means of the training spots.
 */
final class StNet implements NetworkPlug {
    private static final String WEIGHT = "head.weight";
    private static final String BIAS = "head.bias";

    /** A layer that regresses. */
    record Regression(Trunk trunk, Parameters heads) implements Network {
        @Override
        public NDArray images(NDArray features, Dropout dropout) {
            return Linear.linear(features, heads.get(WEIGHT), heads.get(BIAS)).singletonOrThrow();
        }

        @Override
        public NDArray spots(NDManager manager, SpotBatch batch, Dropout dropout) {
            return NativeArray.copyOf(manager, batch.targets());
        }

        @Override
        public NDArray loss(NDArray images, NDArray spots) {
            return images.sub(spots).square().mean();
        }
    }

    @Override
    public int[] targets(TrainingData data) {
        return IntStream.range(0, data.genes()).toArray();
    }

    @Override
    public Map<String, Tensor> initial(int features, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        DenseMatrix targets = pool.targets();
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put(WEIGHT, Tensor.matrix(targets.cols(), features, new float[targets.cols() * features]));
        weights.put(BIAS, Tensor.vector(MeanModel.means(targets)));
        return weights;
    }

    @Override
    public int width(Map<String, Tensor> weights) {
        return weights.get(WEIGHT).shape()[1];
    }

    @Override
    public Network network(
            NDManager manager, Trunk trunk, Map<String, Tensor> weights, Hyperparameters hyperparameters) {
        return new Regression(trunk, Parameters.of(manager, weights, ProjectionHead.PREFIX));
    }

    @Override
    public Predictor predictor(Hyperparameters hyperparameters) {
        return new RegressionPredictor();
    }
}
