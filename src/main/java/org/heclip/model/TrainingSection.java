package org.heclip.model;

import org.heclip.expression.DenseMatrix;

/**
 * A section to learn from.
 *
 * @param expression log-normalised, {@code [spot][panel gene]}
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
 * @param array {@code [spot][2]}: row and column on the array
 */
public record TrainingSection(SectionImages input, DenseMatrix expression, DenseMatrix spatial, DenseMatrix array) {
    /** @throws IllegalArgumentException when the parts differ in their number of spots */
    public TrainingSection {
        if (expression.rows() != input.spots() || spatial.rows() != input.spots() || array.rows() != input.spots()) {
            throw new IllegalArgumentException(
                    input.section() + ": " + input.spots() + " spots in the images, " + expression.rows()
                            + " in the expression, " + spatial.rows() + " and " + array.rows() + " positions");
        }
    }

    TrainingSection select(int[] chosen) {
        return new TrainingSection(
                input.select(chosen),
                expression.selectRows(chosen),
                spatial.selectRows(chosen),
                array.selectRows(chosen));
    }
}
