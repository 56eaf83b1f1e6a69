package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/**
 * The training spots that a retrieval model looks up.
 *
 * @param expression log-normalised, {@code [spot][panel gene]}
 * @param embedding {@code [spot][dimension]}, in the same order
 */
public record Reference(DenseMatrix expression, DenseMatrix embedding) {
    /** @throws IllegalArgumentException when the two differ in their number of spots */
    public Reference {
        if (expression.rows() != embedding.rows()) {
            throw new IllegalArgumentException(
                    expression.rows() + " spots of expression, " + embedding.rows() + " embeddings");
        }
    }
}
