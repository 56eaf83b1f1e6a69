package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/** A network under training on a pool of spots, an epoch at a time. */
final class TrainingEpochs {
    private final NDManager manager;
    private final Network network;
    private final Pool pool;
    private final Hyperparameters hyperparameters;
    private final RandomTensors random;
    private final FlatParameters parameters;
    private final AdamW optimiser;
    private final PastQueue queue;
    private final TrainingStep step;

    /**
     * @param random of the order of the spots, their augmentation and dropout: each a function of the epoch and the batch, so
     *     that an epoch does not depend on whether those before it ran in this process
     * @throws InputException when there are not two spots
     */
    TrainingEpochs(
            NDManager manager, Network network, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        if (pool.spots() < Batches.LEAST) {
            throw new InputException(
                    "training", "spots", "found " + pool.spots() + ", expected at least " + Batches.LEAST);
        }
        this.manager = manager;
        this.network = network;
        this.pool = pool;
        this.hyperparameters = hyperparameters;
        this.random = random;
        this.parameters = new FlatParameters(manager, network.trainable());
        this.optimiser =
                new AdamW(manager, parameters, hyperparameters.optimisation().weightDecay());
        this.queue = new PastQueue(manager, network, hyperparameters.contrast().queue());
        this.step = new TrainingStep(manager, network, queue);
    }

    Network network() {
        return network;
    }

    /**
     * Goes once through all spots in a random order.
     *
     * @param epoch from 1
     * @return mean loss over the batches
     * @throws InputException when the loss or a gradient is no longer a number
     */
    double run(int epoch) {
        int size = hyperparameters.optimisation().batchSize();
        List<int[]> batches = Batches.shuffled(pool.spots(), size, random.generator("order/" + epoch));
        double[] sum = new double[1];
        queue.clear();
        Batches.prefetched(batches.size(), i -> prepared(batches.get(i), epoch, i), (i, prepared) -> {
            double learningRate = hyperparameters
                    .optimisation()
                    .learningRate(epoch - 1 + (double) i / batches.size(), 1.0 / batches.size());
            sum[0] += step(prepared, pool.batch(batches.get(i)), learningRate, epoch, i);
        });
        return sum[0] / batches.size();
    }

    /** Steps taken so far. */
    int steps() {
        return optimiser.steps();
    }

    /** Weights and the optimiser's moments. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new TreeMap<>(optimiser.moments());
        state.putAll(network.tensors());
        return state;
    }

    /** Goes on from {@link #steps} and {@link #state} of another. */
    void resume(int steps, Map<String, Tensor> state) {
        network.restore(state);
        optimiser.resume(steps, state);
    }

    private double step(List<PreparedImages> prepared, SpotBatch batch, double learningRate, int epoch, int index) {
        double loss = step.gradients(prepared, batch, row -> dropout(epoch, index, row));
        try (NDManager scratch = manager.newSubManager()) {
            NDArray gradients = parameters.takeGradients(scratch);
            double norm = GradientNorm.clip(
                    parameters, gradients, hyperparameters.optimisation().clipNorm());
            Divergence.refuse(loss, norm, epoch, index + 1, prepared, batch);
            optimiser.step(gradients, learningRate);
        }
        return loss;
    }

    private List<PreparedImages> prepared(int[] batch, int epoch, int index) {
        var augment = random.generator("augment/" + epoch + "/" + index);
        List<PreparedImages> images = new ArrayList<>();
        // in order: each draws from augment
        for (int[] part : Batches.cut(batch, hyperparameters.optimisation().atOnce())) {
            images.add(network.trunk().prepare(pool.images(), part, augment));
        }
        return images;
    }

    private Dropout dropout(int epoch, int batch, int firstRow) {
        double probability = hyperparameters.contrast().dropout();
        return Dropout.of(probability, random, "dropout/" + epoch + "/" + batch, firstRow);
    }
}
