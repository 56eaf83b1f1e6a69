package org.heclip.model;

import java.util.Map;
import java.util.Optional;
import org.heclip.file.Tensor;

/**
 * What a model predicts with, whatever it looks at.
 *
 * @param weights by name, as {@code weights.safetensors} holds them
 * @param reference for a model that looks training spots up
 * @param hyperparameters of its training
 */
public record Learned(
        Map<String, Tensor> weights, Optional<Reference> reference, Hyperparameters hyperparameters, Run run) {}
