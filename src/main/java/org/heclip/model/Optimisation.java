package org.heclip.model;

import org.heclip.error.InputException;

/**
 * How gradient descent goes.
 *
 * @param epochs at most this many
 * @param batchSize spots of a contrast
 * @param learningRate of AdamW, at its highest
 * @param weightDecay of AdamW
 * @param settled whether {@code epochs} were settled before, as by a cross-validation: then the validation part does not choose them
 */
public record Optimisation(int epochs, int batchSize, double learningRate, double weightDecay, boolean settled) {
    /** @throws InputException naming the option that is out of its range */
    public Optimisation {
        Range.require(epochs >= 1, "--epochs", epochs, "at least 1");
        Range.require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        Range.requirePositive("--learning-rate", learningRate);
        Range.require(weightDecay >= 0 && Double.isFinite(weightDecay), "--weight-decay", weightDecay, "at least 0");
    }
}
