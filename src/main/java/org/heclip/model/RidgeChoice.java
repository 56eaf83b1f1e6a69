package org.heclip.model;

import org.heclip.error.InputException;

/**
 * How the linear models regress.
 *
 * @param penalty null to choose it on the validation part
 * @param pcaComponents at most this many principal components
 */
public record RidgeChoice(Double penalty, int pcaComponents) {
    /** @throws InputException naming the option that is out of its range */
    public RidgeChoice {
        if (penalty != null) {
            Range.requirePositive("--ridge-penalty", penalty);
        }
        Range.require(pcaComponents >= 1, "--pca-components", pcaComponents, "at least 1");
    }
}
