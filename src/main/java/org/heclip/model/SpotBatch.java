package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/**
 * The spot side of a batch.
 *
 * @param targets log-normalised expression of the genes that the network sees, {@code [spot][target]}
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
 */
record SpotBatch(DenseMatrix targets, DenseMatrix spatial) {
    int size() {
        return targets.rows();
    }
}
