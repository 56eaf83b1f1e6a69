package org.heclip.expression;

/** A matrix {@code [spot][gene]}, sparse or dense. */
public sealed interface Matrix permits ExpressionMatrix, DenseMatrix {
    int rows();

    int cols();

    /** The rows at these indices, in this order. */
    Matrix selectRows(int[] chosen);

    /** The columns at these indices, in this order. */
    Matrix selectCols(int[] chosen);

    /** All values, zeros too; itself when it is dense already. */
    DenseMatrix dense();
}
