package org.heclip.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.file.Tensor;

/**
 * A model after training: all that prediction needs, and how it came about.
 *
 * @param weights by name, as {@code weights.safetensors} holds them
 * @param chosenEpoch number of epochs of the final fit; null for models without epochs
 * @param ridgePenalty of ridge and kernel ridge, given or chosen; null for models without one
 * @param validationPcc mean PCC of the choosing fit on the validation part; null where there is none
 */
public record FittedModel(
        Map<String, Tensor> weights,
        Optional<Reference> reference,
        List<EpochRow> curve,
        Integer chosenEpoch,
        Double ridgePenalty,
        Double validationPcc) {}
