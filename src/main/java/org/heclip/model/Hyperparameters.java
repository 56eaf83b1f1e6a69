package org.heclip.model;

import org.heclip.error.InputException;

/**
 * What the user chose for training; part of the model card.
 *
 * @param nHvg highly variable genes a section adds to the panel
 * @param nHeg highest expressed genes of the panel
 * @param dropout of the heclip head
 * @param ridgePenalty null to choose it on the validation part
 */
public record Hyperparameters(
        int nHvg,
        int nHeg,
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        int topK,
        double temperature,
        double dropout,
        Double ridgePenalty,
        int pcaComponents) {
    /** @throws InputException naming the option that is out of its range */
    public Hyperparameters {
        require(nHvg >= 1, "--n-hvg", nHvg, "at least 1");
        require(nHeg >= 0, "--n-heg", nHeg, "at least 0");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(learningRate > 0 && Double.isFinite(learningRate), "--learning-rate", learningRate, "above 0");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "--weight-decay", weightDecay, "at least 0");
        require(topK >= 1, "--top-k", topK, "at least 1");
        require(temperature > 0 && Double.isFinite(temperature), "--temperature", temperature, "above 0");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
        boolean penalty = ridgePenalty == null || (ridgePenalty > 0 && Double.isFinite(ridgePenalty));
        require(penalty, "--ridge-penalty", ridgePenalty, "above 0");
        require(pcaComponents >= 1, "--pca-components", pcaComponents, "at least 1");
    }

    private static void require(boolean holds, String option, Number found, String expected) {
        if (!holds) {
            throw new InputException(option, "value", "found " + found + ", expected " + expected);
        }
    }
}
