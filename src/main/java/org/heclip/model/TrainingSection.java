package org.heclip.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/**
 * A section to learn from.
 *
 * @param expression log-normalised, {@code [spot][panel gene]}
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
 * @param array {@code [spot][2]}: row and column on the array
 * @param totalCounts of each spot, over all its genes
 * @param patient whose section it is; empty when unknown
 */
public record TrainingSection(
        SectionImages input,
        DenseMatrix expression,
        DenseMatrix spatial,
        DenseMatrix array,
        double[] totalCounts,
        String patient) {
    /** Of an unknown patient, all spots of the same number of counts. */
    TrainingSection(SectionImages input, DenseMatrix expression, DenseMatrix spatial, DenseMatrix array) {
        this(input, expression, spatial, array, equal(input.spots()), "");
    }

    /** @throws IllegalArgumentException when the parts differ in their number of spots */
    public TrainingSection {
        if (expression.rows() != input.spots()
                || spatial.rows() != input.spots()
                || array.rows() != input.spots()
                || totalCounts.length != input.spots()) {
            throw new IllegalArgumentException(
                    input.section() + ": " + input.spots() + " spots in the images, " + expression.rows()
                            + " in the expression, " + spatial.rows() + " and " + array.rows() + " positions, "
                            + totalCounts.length + " totals");
        }
    }

    /** Of several sections, one below the other. */
    static DenseMatrix expression(List<TrainingSection> sections) {
        return DenseMatrix.stacked(
                sections.stream().map(TrainingSection::expression).toList());
    }

    TrainingSection select(int[] chosen) {
        return new TrainingSection(
                input.select(chosen),
                expression.selectRows(chosen),
                spatial.selectRows(chosen),
                array.selectRows(chosen),
                IntStream.of(chosen).mapToDouble(s -> totalCounts[s]).toArray(),
                patient);
    }

    private static double[] equal(int spots) {
        double[] counts = new double[spots];
        Arrays.fill(counts, 1);
        return counts;
    }
}
