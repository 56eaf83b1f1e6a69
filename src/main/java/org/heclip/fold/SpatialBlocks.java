package org.heclip.fold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.SpatialSmoothing;

/**
 * Folds within sections: each is cut across its longer axis into strips of equally many spots; each strip is tested by a model
 * that learned from the other strips of the same section. Spots within two pitches of the tested strip, or within the width of a
 * tile where that is more, are not learned from: their tiles would show some of its tissue.
 */
public final class SpatialBlocks {
    private static final double GAP_PITCHES = 2;

    private SpatialBlocks() {}

    /**
     * A section's spots.
     *
     * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
     * @param tile width of a tile in full-resolution pixels
     */
    public record Layout(String patient, List<String> barcodes, DenseMatrix spatial, double tile) {}

    /**
     * @param sections by name
     * @param blocks strips a section, 2 or more
     * @return folds {@code <section>.block<n>} in the order of the names
     * @throws InputException when a section has too few spots for so many strips
     */
    public static List<Fold> of(Map<String, Layout> sections, int blocks) {
        List<Fold> folds = new ArrayList<>();
        new TreeMap<>(sections).forEach((section, layout) -> {
            for (int block = 0; block < blocks; block++) {
                folds.add(fold(section, layout, block, blocks));
            }
        });
        return folds;
    }

    private static Fold fold(String section, Layout layout, int block, int blocks) {
        DenseMatrix spatial = layout.spatial();
        int axis = extent(spatial, 0) >= extent(spatial, 1) ? 0 : 1;
        int[] order = IntStream.range(0, spatial.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(s -> spatial.get(s, axis)))
                .mapToInt(Integer::intValue)
                .toArray();
        int from = (int) ((long) order.length * block / blocks);
        int to = (int) ((long) order.length * (block + 1) / blocks);
        if (to - from < 1) {
            throw new InputException(
                    section, "spots", "found " + order.length + ", expected more for " + blocks + " spatial blocks");
        }
        double gap = Math.max(GAP_PITCHES * SpatialSmoothing.pitch(spatial), layout.tile());
        double low = spatial.get(order[from], axis) - gap;
        double high = spatial.get(order[to - 1], axis) + gap;
        List<String> test = new ArrayList<>();
        List<String> train = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            double at = spatial.get(order[i], axis);
            if (i >= from && i < to) {
                test.add(layout.barcodes().get(order[i]));
            } else if (at < low || at > high) {
                train.add(layout.barcodes().get(order[i]));
            }
        }
        if (train.isEmpty()) {
            throw new InputException(
                    section,
                    "spots",
                    "found none farther than two pitches and a tile's width from block " + (block + 1) + " of " + blocks
                            + ", expected some to learn from");
        }
        return new Fold(
                section + ".block" + (block + 1),
                SplitScheme.SPATIAL_BLOCKS.id(),
                List.of(section),
                List.of(),
                List.of(section),
                Map.of(section, layout.patient()),
                null,
                null,
                Map.of(section, new Fold.Spots(train, test)));
    }

    private static double extent(DenseMatrix spatial, int axis) {
        var range = IntStream.range(0, spatial.rows())
                .mapToDouble(s -> spatial.get(s, axis))
                .summaryStatistics();
        return range.getMax() - range.getMin();
    }
}
