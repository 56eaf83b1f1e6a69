package org.heclip.model;

import org.heclip.error.InputException;

/**
 * Which genes are learned.
 *
 * @param nHvg highly variable genes a section adds to the panel
 * @param nHeg highest expressed genes of the panel
 */
public record PanelChoice(int nHvg, int nHeg) {
    /** @throws InputException naming the option that is out of its range */
    public PanelChoice {
        Range.require(nHvg >= 1, "--n-hvg", nHvg, "at least 1");
        Range.require(nHeg >= 0, "--n-heg", nHeg, "at least 0");
    }
}
