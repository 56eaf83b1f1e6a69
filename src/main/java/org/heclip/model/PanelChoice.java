package org.heclip.model;

import org.heclip.error.InputException;
import org.heclip.expression.GenePanel;
import org.heclip.expression.HvgFlavour;
import org.heclip.expression.HvgSections;
import org.heclip.expression.Preprocessing;

/**
 * Which genes are learned, and what is done to their expression before.
 *
 * @param nHvg highly variable genes a section adds to the panel; all of them with {@link HvgSections#RANKED}
 * @param nHeg highest expressed genes of the panel
 * @param harmony whether Harmony brings the sections together
 * @param scale whether genes are standardised
 * @param smooth whether each spot becomes the mean of itself and its neighbours
 */
public record PanelChoice(
        int nHvg,
        int nHeg,
        HvgFlavour hvgFlavour,
        HvgSections hvgSections,
        boolean harmony,
        boolean scale,
        boolean smooth) {
    /** @throws InputException naming the option that is out of its range */
    public PanelChoice {
        Range.require(nHvg >= 1, "--n-hvg", nHvg, "at least 1");
        Range.require(nHeg >= 0, "--n-heg", nHeg, "at least 0");
    }

    /** The union of each section's {@code seurat} genes, neither corrected nor scaled nor smoothed. */
    public PanelChoice(int nHvg, int nHeg) {
        this(nHvg, nHeg, HvgFlavour.SEURAT, HvgSections.UNION, false, false, false);
    }

    /** The same with Harmony. */
    public PanelChoice withHarmony() {
        return new PanelChoice(nHvg, nHeg, hvgFlavour, hvgSections, true, scale, smooth);
    }

    /** @param seed of Harmony's start */
    public Preprocessing.Steps steps(long seed) {
        return new Preprocessing.Steps(
                new GenePanel.Choice(nHvg, nHeg, hvgFlavour, hvgSections), harmony, scale, smooth, seed);
    }
}
