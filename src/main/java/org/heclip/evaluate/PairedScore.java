package org.heclip.evaluate;

/**
 * Row of {@code paired.tsv}: how much higher the PCC of model a is than that of model b, gene by gene.
 *
 * @param difference mean over the panel's genes of (PCC a - PCC b), each first averaged over the sections both predict
 * @param ciLow of the 95 % interval over resampled genes
 */
public record PairedScore(
        String protocol, String panel, String modelA, String modelB, Double difference, Double ciLow, Double ciHigh) {}
