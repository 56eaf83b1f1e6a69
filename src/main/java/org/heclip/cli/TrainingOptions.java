package org.heclip.cli;

import org.heclip.model.Contrast;
import org.heclip.model.Hyperparameters;
import org.heclip.model.Optimisation;
import org.heclip.model.PanelChoice;
import org.heclip.model.RetrievalChoice;
import org.heclip.model.RidgeChoice;
import picocli.CommandLine.Option;

/** What the user may choose about learning. */
final class TrainingOptions {
    private static final double DROPOUT = 0.1;

    @Option(
            names = "--n-hvg",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Highly variable genes that each training section adds to the panel.")
    private int nHvg;

    @Option(
            names = "--n-heg",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Highest expressed genes of the panel.")
    private int nHeg;

    @Option(
            names = "--epochs",
            defaultValue = "15",
            paramLabel = "N",
            description = "heclip: at most this many; the validation part chooses.")
    private int epochs;

    @Option(
            names = "--settled-epochs",
            paramLabel = "N",
            description = "heclip: exactly that many epochs, as a cross-validation settled them; wins over --epochs.")
    private Integer settledEpochs;

    @Option(names = "--settled-top-k", paramLabel = "N", description = "heclip: the same for --top-k.")
    private Integer settledTopK;

    @Option(names = "--settled-ridge-penalty", paramLabel = "X", description = "ridge: the same for --ridge-penalty.")
    private Double settledRidgePenalty;

    @Option(
            names = "--batch-size",
            defaultValue = "128",
            paramLabel = "N",
            description = "heclip: spots in a contrast.")
    private int batchSize;

    @Option(names = "--learning-rate", defaultValue = "0.001", paramLabel = "X", description = "heclip: of AdamW.")
    private double learningRate;

    @Option(names = "--weight-decay", defaultValue = "0.001", paramLabel = "X", description = "heclip: of AdamW.")
    private double weightDecay;

    @Option(
            names = "--top-k",
            defaultValue = "50",
            paramLabel = "N",
            description = "heclip: training spots that are averaged; all when there are fewer.")
    private int topK;

    @Option(names = "--temperature", defaultValue = "1", paramLabel = "X", description = "heclip: of the contrast.")
    private double temperature;

    @Option(
            names = "--ridge-penalty",
            paramLabel = "X",
            description = "ridge: chosen on the validation part when not given.")
    private Double ridgePenalty;

    @Option(
            names = "--pca-components",
            defaultValue = "256",
            paramLabel = "N",
            description = "ridge: at most this many principal components.")
    private int pcaComponents;

    /** @throws org.heclip.error.InputException for a value out of its range */
    Hyperparameters hyperparameters() {
        return new Hyperparameters(
                new PanelChoice(nHvg, nHeg),
                new Optimisation(
                        settledEpochs == null ? epochs : settledEpochs,
                        batchSize,
                        learningRate,
                        weightDecay,
                        settledEpochs != null),
                new Contrast(temperature, DROPOUT),
                new RetrievalChoice(settledTopK == null ? topK : settledTopK),
                new RidgeChoice(settledRidgePenalty == null ? ridgePenalty : settledRidgePenalty, pcaComponents));
    }
}
