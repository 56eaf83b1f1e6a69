package org.heclip.model;

import java.util.List;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;

/**
 * The spots of several sections, one section below the other.
 *
 * @param targets what a network's spot side sees: chosen genes of the panel, {@code [spot][target]}
 * @param expression all of the panel, {@code [spot][panel gene]}
 * @param spatial {@code [spot][2]}: x, y in full-resolution pixels of the spot's own section
 * @param array {@code [spot][2]}: row and column on the array of the spot's own section
 */
record Pool(SectionImages images, DenseMatrix targets, DenseMatrix expression, DenseMatrix spatial, DenseMatrix array) {
    /** @param targets columns of the panel */
    static Pool of(List<TrainingSection> sections, int[] targets) {
        DenseMatrix expression = TrainingSection.expression(sections);
        DenseMatrix spatial = DenseMatrix.stacked(
                sections.stream().map(TrainingSection::spatial).toList());
        DenseMatrix array = DenseMatrix.stacked(
                sections.stream().map(TrainingSection::array).toList());
        return new Pool(joined(sections), expression.selectCols(targets), expression, spatial, array);
    }

    int spots() {
        return images.spots();
    }

    SpotBatch batch(int[] spots) {
        return new SpotBatch(targets.selectRows(spots), spatial.selectRows(spots), array.selectRows(spots));
    }

    private static SectionImages joined(List<TrainingSection> sections) {
        List<SectionImages> inputs =
                sections.stream().map(TrainingSection::input).toList();
        Optional<DenseMatrix> features = inputs.stream()
                        .allMatch(i -> i.features().isPresent())
                ? Optional.of(DenseMatrix.stacked(
                        inputs.stream().map(SectionImages::requireFeatures).toList()))
                : Optional.empty();
        Optional<Tiles> tiles = inputs.stream().allMatch(i -> i.tiles().isPresent())
                ? Optional.of(Tiles.concat(
                        inputs.stream().map(SectionImages::requireTiles).toList()))
                : Optional.empty();
        int spots = inputs.stream().mapToInt(SectionImages::spots).sum();
        return new SectionImages("training", spots, features, Optional.empty(), tiles);
    }
}
