package org.heclip.model;

/**
 * How gradient descent goes.
 *
 * @param epochs at most this many
 * @param batchSize spots of a batch, which is what they are contrasted with
 * @param microBatchSize of them, how many images pass the network at once: memory for speed, the gradients are the same; null
 *     for all
 * @param learningRate of AdamW, at its highest
 * @param weightDecay of AdamW
 * @param schedule of the learning rate after the warm-up
 * @param warmupEpochs in which the learning rate rises from 0
 * @param patience epochs without a better validation PCC after which the search for the best one ends; null for all of them
 * @param clipNorm longest gradient, over all parameters; null for any
 * @param settledEpochs just so many, settled before as by a cross-validation; null where the validation part chooses them
 */
public record Optimisation(
        int epochs,
        int batchSize,
        Integer microBatchSize,
        double learningRate,
        double weightDecay,
        Schedule schedule,
        int warmupEpochs,
        Integer patience,
        Double clipNorm,
        Integer settledEpochs) {
    /** @throws org.heclip.error.InputException naming the option that is out of its range */
    public Optimisation {
        Range.require(epochs >= 1, "--epochs", epochs, "at least 1");
        Range.require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        Range.require(
                microBatchSize == null || microBatchSize >= 1, "--micro-batch-size", microBatchSize, "at least 1");
        Range.requirePositive("--learning-rate", learningRate);
        Range.require(weightDecay >= 0 && Double.isFinite(weightDecay), "--weight-decay", weightDecay, "at least 0");
        Range.require(warmupEpochs >= 0, "--warmup-epochs", warmupEpochs, "at least 0");
        Range.require(warmupEpochs < epochs, "--warmup-epochs", warmupEpochs, "fewer than --epochs, " + epochs);
        Range.require(patience == null || patience >= 1, "--patience", patience, "at least 1");
        Range.require(settledEpochs == null || settledEpochs >= 1, "--settled-epochs", settledEpochs, "at least 1");
        if (clipNorm != null) {
            Range.requirePositive("--clip-norm", clipNorm);
        }
    }

    /** With epochs that the validation part chooses. */
    public Optimisation(
            int epochs,
            int batchSize,
            Integer microBatchSize,
            double learningRate,
            double weightDecay,
            Schedule schedule,
            int warmupEpochs,
            Integer patience,
            Double clipNorm) {
        this(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                weightDecay,
                schedule,
                warmupEpochs,
                patience,
                clipNorm,
                null);
    }

    /** A constant learning rate and none of what is optional. */
    static Optimisation of(int epochs, int batchSize, double learningRate, double weightDecay) {
        return new Optimisation(epochs, batchSize, null, learningRate, weightDecay, Schedule.CONSTANT, 0, null, null);
    }

    /**
     * The learning rate of a step: linear from 0 while warming up, then as scheduled over all {@link #epochs}. It depends on how
     * far training is in epochs, so that a fit on more spots goes through the same rates.
     *
     * @param done epochs before the step, in parts of the epoch's steps
     * @param step length of a step in epochs
     */
    double learningRate(double done, double step) {
        if (done < warmupEpochs) {
            return learningRate * Math.min(1, (done + step) / warmupEpochs);
        }
        return learningRate * schedule.factor((done - warmupEpochs) / (epochs - warmupEpochs));
    }

    /** Images that pass the network at once. */
    int atOnce() {
        return microBatchSize == null ? batchSize : Math.min(batchSize, microBatchSize);
    }
}
