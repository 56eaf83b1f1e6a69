package org.heclip.model;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/**
 * What is known of a slide's images, where it may be more than memory holds: a model goes through it in bands of positions, as
 * often as it needs.
 */
public interface SlideImages {
    /**
     * Some positions of a slide.
     *
     * @param images theirs, and those of the positions around them
     * @param own rows of {@code images} that are the band's
     * @param places where those are among the slide's positions
     */
    record Band(SectionImages images, int[] own, int[] places) {
        /** Positions that follow each other, and nothing around them. */
        public static Band of(SectionImages images, int first) {
            return new Band(
                    images,
                    IntStream.range(0, images.spots()).toArray(),
                    IntStream.range(first, first + images.spots()).toArray());
        }
    }

    /** x, y in full-resolution pixels of all positions, {@code [position][2]}. */
    DenseMatrix spatial();

    /**
     * Shows each position once as a band's own.
     *
     * @param reachPx how far around its positions a band has to show others too; 0 for none
     */
    void forEachBand(double reachPx, Consumer<Band> visitor);
}
