package org.heclip.model;

/**
 * A row of {@code training.tsv}.
 *
 * @param epoch from 1
 * @param phase {@code choose} (learning from the training sections without the validation part) or {@code refit} (from all
 *     of them, for the chosen number of epochs)
 * @param round of choosing, from 1; more than one when validation is rotated; empty while refitting
 * @param loss mean over the epoch's batches; empty for models without one
 * @param validationPcc mean over genes of the PCC on the validation part; empty while refitting
 */
public record EpochRow(int epoch, String phase, Integer round, Double loss, Double validationPcc) {
    static final String CHOOSE = "choose";
    static final String REFIT = "refit";
}
