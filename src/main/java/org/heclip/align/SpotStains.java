package org.heclip.align;

import java.util.Optional;
import java.util.stream.IntStream;
import org.heclip.slide.CellGrid;
import org.heclip.slide.CellGrid.Figure;
import org.heclip.slide.StainDensities;

/**
 * What the image shows in each spot's disc. All arrays are {@code [spot]}; not a number for a disc that lies beside the image.
 *
 * @param sharpness mean square of green's discrete Laplacian over green's variance in the disc, no unit: low where the image is
 *     out of focus. It depends on the pixel size and on the scanner, and compares spots of one image
 * @param haematoxylin mean optical density (natural logarithm), by the section's own stains or by {@link StainDensities}
 * @param eosin as haematoxylin
 */
public record SpotStains(double[] sharpness, double[] haematoxylin, double[] eosin) {
    /** Green's variance, in squared grey levels, below which there is nothing that could be sharp. */
    private static final double FLAT = 1;

    /**
     * @param spots in pixels of the image
     * @param own what the section's stains look like; the fixed vectors of {@link StainDensities} when empty
     */
    public static SpotStains of(SpotLayout spots, CellGrid cells, Optional<StainVectors> own) {
        int n = spots.size();
        SpotStains stains = new SpotStains(new double[n], new double[n], new double[n]);
        IntStream.range(0, n).parallel().forEach(s -> {
            double cell = cells.cellPx();
            Means means = new Means(cells);
            TissueOverlap.visitDisc(
                    spots.x()[s] / cell, spots.y()[s] / cell, spots.radiusPx() / cell, (x, y) -> means.add(x, y));
            double haematoxylin = means.of(Figure.HAEMATOXYLIN);
            double eosin = means.of(Figure.EOSIN);
            double[] amounts = own.map(vectors ->
                            vectors.amounts(StainDensities.densities(haematoxylin, eosin, means.of(Figure.RESIDUAL))))
                    .orElse(new double[] {haematoxylin, eosin});
            stains.haematoxylin[s] = amounts[0];
            stains.eosin[s] = amounts[1];
            double green = means.of(Figure.GREEN);
            double variance = means.of(Figure.GREEN_SQUARED) - green * green;
            stains.sharpness[s] = means.of(Figure.LAPLACIAN_SQUARED) / Math.max(FLAT, variance);
        });
        return stains;
    }

    private static final class Means {
        private final CellGrid cells;
        private final double[] sums = new double[Figure.values().length];
        private int found;

        Means(CellGrid cells) {
            this.cells = cells;
        }

        void add(int x, int y) {
            if (x < 0 || y < 0 || x >= cells.width() || y >= cells.height()) {
                return;
            }
            for (Figure figure : Figure.values()) {
                sums[figure.ordinal()] += cells.plane(figure)[y * cells.width() + x];
            }
            found++;
        }

        double of(Figure figure) {
            return found == 0 ? Double.NaN : sums[figure.ordinal()] / found;
        }
    }
}
