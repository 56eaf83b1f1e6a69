package org.heclip.model;

import java.util.List;
import org.heclip.expression.DenseMatrix;

/**
 * What a frozen encoder says of each tile.
 *
 * @param features its output, {@code [spot][feature]}
 * @param stages the mean over the tile of each stage's map, first to last, {@code [spot][channel]}: the earlier, the more of
 *     texture and the less of ImageNet's objects; empty for an encoder whose stages are not known
 */
public record ImageFeatures(DenseMatrix features, List<DenseMatrix> stages) {
    public ImageFeatures {
        stages = List.copyOf(stages);
    }

    /** Those of the tiles at these indices, in this order. */
    ImageFeatures select(int[] chosen) {
        return new ImageFeatures(
                features.selectRows(chosen),
                stages.stream().map(m -> m.selectRows(chosen)).toList());
    }
}
