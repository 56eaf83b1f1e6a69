package org.heclip.model;

import java.util.List;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * All that a training needs to go on as if it had never stopped. Randomness is a function of the seed, the epoch and the batch,
 * and the learning rate of the epoch, so that neither has a state beside {@code epoch}.
 *
 * @param phase {@code choose} or {@code refit}
 * @param round of choosing, from 1; 0 while refitting
 * @param epoch epochs of the phase and round that are done
 * @param steps the optimiser took in them
 * @param curve rows of both phases so far
 * @param state weights and moments of the optimiser
 * @param calibration what the predictor fitted at each epoch of {@code choose} so far, as {@code <round>/<epoch>/<name>}
 */
public record Checkpoint(
        String phase,
        int round,
        int epoch,
        int steps,
        List<EpochRow> curve,
        Map<String, Tensor> state,
        Map<String, Tensor> calibration) {}
