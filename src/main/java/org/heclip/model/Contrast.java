package org.heclip.model;

import org.heclip.error.InputException;

/**
 * How images and spots are compared while they are trained.
 *
 * @param temperature of the softmax over similarities
 * @param dropout of the heads
 */
public record Contrast(double temperature, double dropout) {
    /** @throws InputException naming the option that is out of its range */
    public Contrast {
        Range.requirePositive("--temperature", temperature);
        Range.require(dropout >= 0 && dropout < 1, "dropout", dropout, "0 to below 1");
    }
}
