package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/**
 * Predicted log-normalised expression.
 *
 * @param mean {@code [spot][panel gene]}
 * @param sd how uncertain the model says it is: {@code [spot][panel gene]}
 */
public record Prediction(DenseMatrix mean, DenseMatrix sd) {}
