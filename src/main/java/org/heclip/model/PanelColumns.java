package org.heclip.model;

import org.heclip.error.InputException;

/** Genes of the panel that a network's spot side sees. */
final class PanelColumns {
    private PanelColumns() {}

    /** @throws InputException when there are fewer than two, which nothing can be contrasted by */
    static int[] require(int[] columns, String what, String option) {
        if (columns.length < 2) {
            throw new InputException("panel", what, "found fewer than 2, expected more (" + option + ")");
        }
        return columns;
    }
}
