package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.heclip.error.InputException;

/** A network under training on a pool of spots, an epoch at a time. */
final class TrainingEpochs {
    private final TrainingStep step;
    private final Network network;
    private final Pool pool;
    private final Hyperparameters hyperparameters;
    private final RandomTensors random;
    private final AdamW optimiser;

    TrainingEpochs(
            NDManager manager, Network network, Pool pool, Hyperparameters hyperparameters, RandomTensors random) {
        Optimisation optimisation = hyperparameters.optimisation();
        this.step = new TrainingStep(manager, network);
        this.network = network;
        this.pool = pool;
        this.hyperparameters = hyperparameters;
        this.random = random;
        this.optimiser =
                new AdamW(manager, network.trainable(), optimisation.learningRate(), optimisation.weightDecay());
    }

    Network network() {
        return network;
    }

    /**
     * Goes once through all spots in a random order.
     *
     * @param epoch from 1
     * @return mean loss over the batches
     * @throws InputException when the loss is no longer a number
     */
    double run(int epoch) {
        int size = hyperparameters.optimisation().batchSize();
        List<int[]> batches = Batches.shuffled(pool.spots(), size, random.generator("order/" + epoch));
        double[] sum = new double[1];
        Batches.prefetched(
                batches.size(),
                i -> network.trunk()
                        .prepare(pool.images(), batches.get(i), random.generator("augment/" + epoch + "/" + i)),
                (i, prepared) -> {
                    SpotBatch batch = pool.batch(batches.get(i));
                    double loss = step.gradients(prepared, batch, dropout(epoch, i));
                    Divergence.refuse(loss, epoch, i + 1, prepared, batch);
                    optimiser.step();
                    sum[0] += loss;
                });
        return sum[0] / batches.size();
    }

    private Dropout dropout(int epoch, int batch) {
        double probability = hyperparameters.contrast().dropout();
        return Dropout.of(probability, random, "dropout/" + epoch + "/" + batch, 0);
    }
}
