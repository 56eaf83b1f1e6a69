package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/**
 * The spot side of a batch.
 *
 * @param targets log-normalised expression of the genes that the network sees, {@code [spot][target]}
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
 * @param array {@code [spot][2]}: row and column on the array
 */
record SpotBatch(DenseMatrix targets, DenseMatrix spatial, DenseMatrix array) {
    int size() {
        return targets.rows();
    }
}
