package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;

/**
 * What {@code heclip_plus} sees of a spot: the stages of a frozen encoder and the colour statistics of its own tile and, averaged
 * over Gaussian neighbourhoods, of the tissue around it. Each column is standardised within its section, since stain and scanner
 * differ between sections more than tissue does. Each block is divided by the root of its width and of the number of blocks:
 * every block weighs the same, and the mean squared length of a spot's vector is 1.
 */
final class ContextFeatures {
    /** Widths of the neighbourhoods in spot pitches. */
    private static final double[] WIDTHS = {1, 2, 4};

    /** What one array can hold. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private ContextFeatures() {}

    /**
     * @return {@code [spot][feature]}
     * @throws InputException when the section has no positions, colours or features
     */
    static DenseMatrix of(SectionImages images) {
        Neighbourhood neighbourhood = Neighbourhood.of(images.requireSpatial());
        List<DenseMatrix> blocks = new ArrayList<>();
        for (DenseMatrix own : ownTile(images)) {
            blocks.add(own);
            for (double width : WIDTHS) {
                blocks.add(neighbourhood.average(own, width));
            }
        }
        return beside(blocks);
    }

    /** Stages where the encoder has them, else its output. */
    private static List<DenseMatrix> ownTile(SectionImages images) {
        List<DenseMatrix> own =
                new ArrayList<>(images.stages().isEmpty() ? List.of(images.requireFeatures()) : images.stages());
        own.add(images.requireColour());
        return own;
    }

    private static DenseMatrix beside(List<DenseMatrix> blocks) {
        int rows = blocks.get(0).rows();
        int cols = blocks.stream().mapToInt(DenseMatrix::cols).sum();
        if ((long) rows * cols > MOST_VALUES) {
            throw new InputException(
                    "heclip_plus",
                    "positions",
                    "found " + rows + ", expected at most " + MOST_VALUES / cols
                            + " of a slide: this model looks at all of them at once");
        }
        DenseMatrix joined = DenseMatrix.zeros(rows, cols);
        int at = 0;
        for (DenseMatrix block : blocks) {
            DenseMatrix standard = Standardisation.of(block).apply(block);
            double scale = 1 / Math.sqrt((double) block.cols() * blocks.size());
            for (int s = 0; s < rows; s++) {
                for (int c = 0; c < block.cols(); c++) {
                    joined.values()[s * cols + at + c] = (float) (standard.get(s, c) * scale);
                }
            }
            at += block.cols();
        }
        return joined;
    }
}
