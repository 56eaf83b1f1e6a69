package org.heclip.model;

/**
 * How images and spots are compared while they are trained.
 *
 * @param temperature of the softmax over similarities
 * @param dropout of the heads
 * @param queue spots of earlier batches of the epoch that a batch is contrasted with too, at most
 * @param transposedTargets heclip: targets transposed after the softmax, as the published code does and the paper does not;
 *     goes with no queue
 */
public record Contrast(double temperature, double dropout, int queue, boolean transposedTargets) {
    /** @throws org.heclip.error.InputException naming the option that is out of its range */
    public Contrast {
        Range.requirePositive("--temperature", temperature);
        Range.require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
        Range.require(queue >= 0, "--queue", queue, "at least 0");
    }

    /** Targets as in the paper. */
    public Contrast(double temperature, double dropout, int queue) {
        this(temperature, dropout, queue, false);
    }
}
