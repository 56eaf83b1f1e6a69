package org.heclip.cli;

import org.heclip.expression.HvgFlavour;
import org.heclip.expression.HvgSections;
import org.heclip.model.Contrast;
import org.heclip.model.Hyperparameters;
import org.heclip.model.NeighbourWeights;
import org.heclip.model.Optimisation;
import org.heclip.model.PanelChoice;
import org.heclip.model.RetrievalChoice;
import org.heclip.model.RidgeChoice;
import org.heclip.model.Schedule;
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
            names = "--hvg-flavour",
            defaultValue = "seurat",
            paramLabel = "NAME",
            description = "How variable a gene is: ${COMPLETION-CANDIDATES}, as scanpy has them.")
    private HvgFlavour hvgFlavour;

    @Option(
            names = "--hvg-sections",
            defaultValue = "union",
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES}: the best of each section, or the best over all as scanpy's batch_key.")
    private HvgSections hvgSections;

    @Option(names = "--harmony", description = "Correct the sections to learn from for what sets them apart.")
    private boolean harmony;

    @Option(names = "--scale", description = "Learn standard scores of genes; predictions are scaled back.")
    private boolean scale;

    @Option(names = "--smooth", description = "Learn the mean of each spot and its direct neighbours.")
    private boolean smooth;

    @Option(
            names = "--epochs",
            defaultValue = "15",
            paramLabel = "N",
            description = "heclip: at most this many; the validation part chooses.")
    private int epochs;

    @Option(
            names = "--settled-epochs",
            paramLabel = "N",
            description = "Exactly that many epochs, as a cross-validation settled them; nothing is chosen.")
    private Integer settledEpochs;

    @Option(names = "--settled-top-k", paramLabel = "N", description = "The same for --top-k; wins over it.")
    private Integer settledTopK;

    @Option(names = "--settled-ridge-penalty", paramLabel = "X", description = "The same for --ridge-penalty.")
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
            names = "--micro-batch-size",
            paramLabel = "N",
            description = "Images that pass the network at once; the contrast stays that of the whole batch."
                    + " All of the batch when not given.")
    private Integer microBatchSize;

    @Option(
            names = "--schedule",
            defaultValue = "constant",
            paramLabel = "NAME",
            description = "Learning rate after the warm-up: constant or cosine.")
    private String schedule;

    @Option(
            names = "--warmup-epochs",
            defaultValue = "0",
            paramLabel = "N",
            description = "Epochs in which the learning rate rises from 0.")
    private int warmupEpochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a better validation PCC after which no more are tried; all when not given.")
    private Integer patience;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Longest gradient, over all parameters; any when not given.")
    private Double clipNorm;

    @Option(
            names = "--queue",
            defaultValue = "0",
            paramLabel = "N",
            description = "Spots of earlier batches of the epoch that a batch is contrasted with too.")
    private int queue;

    @Option(
            names = "--top-k",
            defaultValue = "50",
            paramLabel = "N",
            description =
                    "heclip: training spots that are averaged, all when there are fewer; auto to choose among 10, 25,"
                            + " 50, 100 and 200 on validation.")
    private String topK;

    @Option(
            names = "--neighbour-weights",
            defaultValue = "equal",
            paramLabel = "NAME",
            description = "Of the training spots looked up: equal, softmax or inverse_square.")
    private String neighbourWeights;

    @Option(names = "--temperature", defaultValue = "1", paramLabel = "X", description = "heclip: of the contrast.")
    private double temperature;

    @Option(
            names = "--ridge-penalty",
            paramLabel = "X",
            description = "ridge, heclip_plus: chosen on validation when not given.")
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
                new PanelChoice(nHvg, nHeg, hvgFlavour, hvgSections, harmony, scale, smooth),
                new Optimisation(
                        epochs,
                        batchSize,
                        microBatchSize,
                        learningRate,
                        weightDecay,
                        Schedule.named(schedule),
                        warmupEpochs,
                        patience,
                        clipNorm,
                        settledEpochs),
                new Contrast(temperature, DROPOUT, queue),
                new RetrievalChoice(
                        settledTopK == null ? RetrievalChoice.topK(topK) : settledTopK,
                        NeighbourWeights.named(neighbourWeights)),
                new RidgeChoice(settledRidgePenalty == null ? ridgePenalty : settledRidgePenalty, pcaComponents));
    }
}
