package org.heclip.model;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.heclip.file.Tensor;

/**
 * How a model runs, beside what it learns.
 *
 * @param seed of all that is random
 * @param threads of one operation
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param finetuned the encoder that is trained along, with its initial weights; empty when features are frozen
 * @param progress told how many of {@link Model#progressSteps} are done, of networks the epochs of all fits
 * @param checkpoints from which a training goes on
 */
public record Run(
        long seed,
        int threads,
        String device,
        Optional<TrainableEncoder> finetuned,
        IntConsumer progress,
        Checkpoints checkpoints) {
    /** An encoder and the weights it starts from; none when the model's own file holds them. */
    public record TrainableEncoder(Encoder encoder, Map<String, Tensor> weights) {}
}
