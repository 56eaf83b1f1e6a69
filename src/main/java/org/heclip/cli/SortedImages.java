package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.model.SectionImages;
import org.heclip.model.SlideImages.Band;

/**
 * What an encoder and colours say of a slide's positions, in a scratch file that is sorted along the slide's longer side: a band
 * of positions and all that lies around it are then rows that follow each other.
 */
final class SortedImages implements AutoCloseable {
    private final String section;
    private final DenseMatrix spatial;
    /** Places from one end of the slide to the other. */
    private final int[] order;
    /** Of each place in that order. */
    private final int[] rank;
    /** Where they are along that side. */
    private final double[] along;
    /** Columns of each stage, or of the encoder's output, and of colour. */
    private final int[] widths;

    private final boolean stages;
    private final ScratchMatrix rows;

    /**
     * @param beside see {@link ScratchMatrix}
     * @param like any of the images: what there is of each position
     * @param spatial of all positions, {@code [position][2]}
     */
    SortedImages(Path beside, SectionImages like, DenseMatrix spatial) throws IOException {
        this.section = like.section();
        this.spatial = spatial;
        int axis = extent(spatial.column(0)) >= extent(spatial.column(1)) ? 0 : 1;
        double[] coordinate = spatial.column(axis);
        this.order = IntStream.range(0, coordinate.length)
                .boxed()
                .sorted(Comparator.comparingDouble(s -> coordinate[s]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        this.along = IntStream.of(order).mapToDouble(s -> coordinate[s]).toArray();
        this.stages = !like.stages().isEmpty();
        this.widths =
                matrices(like, stages).stream().mapToInt(DenseMatrix::cols).toArray();
        this.rows = new ScratchMatrix(beside, order.length, IntStream.of(widths).sum());
    }

    /** @param first place of the images, which follow each other */
    void put(int first, SectionImages images) {
        DenseMatrix joined =
                DenseMatrix.zeros(images.spots(), IntStream.of(widths).sum());
        int at = 0;
        for (DenseMatrix matrix : matrices(images, stages)) {
            for (int s = 0; s < images.spots(); s++) {
                System.arraycopy(
                        matrix.values(), s * matrix.cols(), joined.values(), s * joined.cols() + at, matrix.cols());
            }
            at += matrix.cols();
        }
        rows.write(
                IntStream.range(first, first + images.spots()).map(s -> rank[s]).toArray(), joined);
    }

    /** @param most positions of a band */
    void forEachBand(double reachPx, int most, Consumer<Band> visitor) {
        for (int from = 0; from < order.length; from += most) {
            int to = Math.min(order.length, from + most);
            int low = from;
            int high = to;
            while (low > 0 && along[from] - along[low - 1] <= reachPx) {
                low--;
            }
            while (high < order.length && along[high] - along[to - 1] <= reachPx) {
                high++;
            }
            int first = low;
            int[] own = IntStream.range(from - low, to - low).toArray();
            int[] places = IntStream.of(own).map(row -> order[first + row]).toArray();
            visitor.accept(new Band(images(low, high), own, places));
        }
    }

    private SectionImages images(int from, int to) {
        DenseMatrix joined = rows.read(from, to - from);
        List<DenseMatrix> parts = new ArrayList<>();
        int at = 0;
        for (int width : widths) {
            parts.add(joined.selectCols(IntStream.range(at, at + width).toArray()));
            at += width;
        }
        int last = parts.size() - 1;
        return new SectionImages(
                section,
                to - from,
                stages ? Optional.empty() : Optional.of(parts.get(0)),
                Optional.of(parts.get(last)),
                Optional.empty(),
                Optional.of(spatial.selectRows(
                        IntStream.range(from, to).map(i -> order[i]).toArray())),
                stages ? parts.subList(0, last) : List.of(),
                Optional.empty());
    }

    private static List<DenseMatrix> matrices(SectionImages images, boolean stages) {
        List<DenseMatrix> matrices = new ArrayList<>(stages ? images.stages() : List.of(images.requireFeatures()));
        matrices.add(images.requireColour());
        return matrices;
    }

    private static double extent(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return greatest - least;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
