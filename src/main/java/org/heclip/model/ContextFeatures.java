package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;

/**
 * What {@code heclip_plus} sees of a spot: the stages of a frozen encoder and the colour statistics of its own tile and, averaged
 * over Gaussian neighbourhoods, of the tissue around it; where there is a wider view of each spot, that view's stages too. Each column is standardised within its section, since stain and scanner
 * differ between sections more than tissue does. Each block is divided by the root of its width and of the number of blocks:
 * every block weighs the same, and the mean squared length of a spot's vector is 1.
 */
final class ContextFeatures {
    /** Widths of the neighbourhoods in spot pitches. */
    private static final double[] WIDTHS = {1, 2, 4};

    /** What one array can hold. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final Neighbourhood neighbourhood;
    private final List<Standardisation> scales;

    private ContextFeatures(Neighbourhood neighbourhood, List<Standardisation> scales) {
        this.neighbourhood = neighbourhood;
        this.scales = scales;
    }

    /**
     * All of a section at once.
     *
     * @return {@code [spot][feature]}
     * @throws InputException when the section has no positions, colours or features
     */
    static DenseMatrix of(SectionImages images) {
        Neighbourhood all = Neighbourhood.of(images.requireSpatial());
        List<DenseMatrix> blocks = blocks(SlideImages.Band.of(images, 0), all);
        return beside(blocks, blocks.stream().map(Standardisation::of).toList());
    }

    /** Goes through a slide once, for what its columns are standardised by. */
    static ContextFeatures of(SlideImages slide) {
        Neighbourhood all = Neighbourhood.of(slide.spatial());
        List<ColumnMoments> moments = new ArrayList<>();
        slide.forEachBand(reachPx(all), band -> {
            List<DenseMatrix> blocks = blocks(band, all);
            for (int i = 0; i < blocks.size(); i++) {
                if (i == moments.size()) {
                    moments.add(new ColumnMoments());
                }
                moments.get(i).add(blocks.get(i));
            }
        });
        return new ContextFeatures(
                all, moments.stream().map(ColumnMoments::standardisation).toList());
    }

    /** Goes through the slide again. @param visitor sees each band and its own positions' {@code [spot][feature]} */
    void forEachBand(SlideImages slide, BiConsumer<SlideImages.Band, DenseMatrix> visitor) {
        slide.forEachBand(
                reachPx(neighbourhood), band -> visitor.accept(band, beside(blocks(band, neighbourhood), scales)));
    }

    private static double reachPx(Neighbourhood all) {
        return WIDTHS[WIDTHS.length - 1] * Neighbourhood.REACH * all.pitchPx();
    }

    private static List<DenseMatrix> blocks(SlideImages.Band band, Neighbourhood all) {
        Neighbourhood around = all.part(band.images().requireSpatial());
        List<DenseMatrix> blocks = new ArrayList<>();
        for (DenseMatrix tile : ownTile(band.images())) {
            blocks.add(tile.selectRows(band.own()));
            for (double width : WIDTHS) {
                blocks.add(around.average(tile, width, band.own()));
            }
        }
        band.images().context().ifPresent(wider -> stagesOr(wider.stages(), wider::features)
                .forEach(view -> blocks.add(view.selectRows(band.own()))));
        return blocks;
    }

    /** Stages where the encoder has them, else its output. */
    private static List<DenseMatrix> ownTile(SectionImages images) {
        List<DenseMatrix> own = new ArrayList<>(stagesOr(images.stages(), images::requireFeatures));
        own.add(images.requireColour());
        return own;
    }

    private static List<DenseMatrix> stagesOr(List<DenseMatrix> stages, Supplier<DenseMatrix> output) {
        return stages.isEmpty() ? List.of(output.get()) : stages;
    }

    private static DenseMatrix beside(List<DenseMatrix> blocks, List<Standardisation> scales) {
        int rows = blocks.get(0).rows();
        int cols = blocks.stream().mapToInt(DenseMatrix::cols).sum();
        if ((long) rows * cols > MOST_VALUES) {
            throw new InputException(
                    "heclip_plus",
                    "positions",
                    "found " + rows + ", expected at most " + MOST_VALUES / cols + " of a section to learn from");
        }
        DenseMatrix joined = DenseMatrix.zeros(rows, cols);
        int at = 0;
        for (int i = 0; i < blocks.size(); i++) {
            DenseMatrix block = blocks.get(i);
            DenseMatrix standard = scales.get(i).apply(block);
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
