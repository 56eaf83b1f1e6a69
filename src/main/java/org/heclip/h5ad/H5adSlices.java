package org.heclip.h5ad;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.expression.Normalisation;

/**
 * An h5ad open for reading parts of X or of a layer: memory is that of the part, and of rows only the chunks they lie in are
 * read. Of tiles see {@link TileReader}.
 */
public final class H5adSlices implements AutoCloseable {
    /** Entries of a sparse matrix that are held while its columns are chosen. */
    private static final int BLOCK = 1 << 21;

    private final H5adElement root;
    private final DataFrame obs;
    private final DataFrame var;

    /** @throws InputException when the file is no AnnData */
    public static H5adSlices open(Path file) {
        H5adElement root = H5adElement.open(file);
        try {
            return new H5adSlices(root);
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private H5adSlices(H5adElement root) {
        this.root = root;
        Optional<H5adElement> uns = root.find("uns").filter(H5adElement::isGroup);
        this.obs = DataFrameReader.read(root.child("obs"), uns);
        this.var = DataFrameReader.read(root.child("var"), uns);
    }

    public DataFrame obs() {
        return obs;
    }

    public DataFrame var() {
        return var;
    }

    /**
     * X at these spots, in this order.
     *
     * @throws InputException when X is damaged or missing
     * @throws IndexOutOfBoundsException for a spot that is not there
     */
    public Matrix spots(int[] spots) {
        return spots("X", spots);
    }

    /** As {@link #spots(int[])}, of a matrix such as {@code layers/counts}. */
    public Matrix spots(String path, int[] spots) {
        Arrays.stream(spots).forEach(s -> Objects.checkIndex(s, obs.size()));
        H5adElement element = element(path);
        if (!element.isGroup()) {
            return denseRows(element, spots);
        } else if (!element.encoding().equals("csr_matrix")) {
            return MatrixReader.read(element).selectRows(spots);
        }
        int[] starts = starts(element);
        ArrayReader indices = new ArrayReader(element.child("indices"));
        ArrayReader data = new ArrayReader(element.child("data"));
        int[] newStarts = new int[spots.length + 1];
        for (int i = 0; i < spots.length; i++) {
            newStarts[i + 1] = Math.addExact(newStarts[i], starts[spots[i] + 1] - starts[spots[i]]);
        }
        int[] columns = new int[newStarts[spots.length]];
        float[] values = new float[columns.length];
        for (int i = 0; i < spots.length; ) {
            int run = run(spots, i);
            int first = starts[spots[i]];
            int end = starts[spots[i + run - 1] + 1];
            System.arraycopy(indices.ints(first, end), 0, columns, newStarts[i], end - first);
            System.arraycopy(data.floats(first, end), 0, values, newStarts[i], end - first);
            i += run;
        }
        return MatrixReader.ascending(element, spots.length, var.size(), newStarts, columns, values);
    }

    /**
     * X of these genes, in this order; a csr_matrix is read block by block and only what was asked for is kept.
     *
     * @throws InputException when X is damaged or missing
     * @throws IllegalArgumentException for a gene chosen twice
     */
    public Matrix genes(int[] genes) {
        return genes("X", genes);
    }

    /** As {@link #genes(int[])}, of a matrix such as {@code layers/counts}. */
    public Matrix genes(String path, int[] genes) {
        return genesAndTotals(path, genes).genes();
    }

    /**
     * Some genes of a matrix, and what each spot has of all of them.
     *
     * @param genes {@code [spot][chosen gene]}
     * @param totals {@code [spot]}
     */
    public record GeneSlice(Matrix genes, double[] totals) {}

    /** As {@link #genes(String, int[])}, with the totals that normalisation needs, from one pass over the matrix. */
    public GeneSlice genesAndTotals(String path, int[] genes) {
        Arrays.stream(genes).forEach(g -> Objects.checkIndex(g, var.size()));
        H5adElement element = element(path);
        double[] totals = new double[obs.size()];
        if (!element.isGroup()) {
            return new GeneSlice(denseGenes(element, genes, totals), totals);
        } else if (!element.encoding().equals("csr_matrix")) {
            ExpressionMatrix all = (ExpressionMatrix) MatrixReader.read(element);
            return new GeneSlice(all.selectCols(genes), Normalisation.totals(all));
        }
        return new GeneSlice(sparseGenes(element, genes, totals), totals);
    }

    private Matrix sparseGenes(H5adElement element, int[] genes, double[] totals) {
        int[] starts = starts(element);
        ArrayReader indices = new ArrayReader(element.child("indices"));
        ArrayReader data = new ArrayReader(element.child("data"));
        ColumnChoice chosen = new ColumnChoice(obs.size(), var.size(), genes);
        for (int s = 0; s < obs.size(); ) {
            int to = blockEnd(starts, s);
            int from = starts[s];
            int[] ends = Arrays.stream(starts, s, to + 1).map(at -> at - from).toArray();
            float[] values = data.floats(from, starts[to]);
            addTotals(ends, values, totals, s);
            try {
                chosen.add(ends, indices.ints(from, starts[to]), values);
            } catch (IllegalArgumentException e) {
                throw element.fail(e.getMessage());
            }
            s = to;
        }
        return chosen.matrix();
    }

    private static void addTotals(int[] ends, float[] values, double[] totals, int first) {
        for (int r = 0; r + 1 < ends.length; r++) {
            for (int i = ends[r]; i < ends[r + 1]; i++) {
                totals[first + r] += values[i];
            }
        }
    }

    private int blockEnd(int[] starts, int s) {
        int to = s + 1;
        while (to < obs.size() && (long) starts[to + 1] - starts[s] <= BLOCK) {
            to++;
        }
        return to;
    }

    private H5adElement element(String path) {
        H5adElement element = root;
        for (String name : path.split("/")) {
            element = element.child(name);
        }
        return element;
    }

    /** indptr of a csr_matrix, checked against obs, var and the entries there are. */
    private int[] starts(H5adElement element) {
        int[] shape = element.shape(MatrixReader.shapeAttribute(element));
        requireShape(element, shape);
        int[] starts = new ArrayReader(element.child("indptr")).ints();
        int entries = new ArrayReader(element.child("data")).size();
        int columns = new ArrayReader(element.child("indices")).size();
        try {
            CompressedRows.requireStarts(shape[0], starts, columns, entries);
        } catch (IllegalArgumentException e) {
            throw element.fail(e.getMessage());
        }
        return starts;
    }

    private void requireShape(H5adElement element, int[] shape) {
        if (shape.length != 2 || shape[0] != obs.size() || shape[1] != var.size()) {
            throw element.fail("has the shape " + Arrays.toString(shape) + ", expected obs x var, " + obs.size() + " x "
                    + var.size());
        }
    }

    private DenseMatrix denseRows(H5adElement element, int[] spots) {
        ArrayReader array = new ArrayReader(element);
        requireShape(element, array.shape());
        int cols = var.size();
        float[] values = new float[Math.multiplyExact(spots.length, cols)];
        for (int i = 0; i < spots.length; ) {
            int run = run(spots, i);
            float[] found = array.floats(spots[i] * cols, (spots[i] + run) * cols);
            System.arraycopy(found, 0, values, i * cols, found.length);
            i += run;
        }
        return new DenseMatrix(spots.length, cols, values);
    }

    private DenseMatrix denseGenes(H5adElement element, int[] genes, double[] totals) {
        ArrayReader array = new ArrayReader(element);
        requireShape(element, array.shape());
        int cols = var.size();
        float[] values = new float[Math.multiplyExact(obs.size(), genes.length)];
        int rows = Math.max(1, BLOCK / Math.max(1, cols));
        for (int s = 0; s < obs.size(); s += rows) {
            int to = Math.min(obs.size(), s + rows);
            float[] block = array.floats(s * cols, to * cols);
            for (int r = s; r < to; r++) {
                for (int g = 0; g < cols; g++) {
                    totals[r] += block[(r - s) * cols + g];
                }
                for (int g = 0; g < genes.length; g++) {
                    values[r * genes.length + g] = block[(r - s) * cols + genes[g]];
                }
            }
        }
        return new DenseMatrix(obs.size(), genes.length, values);
    }

    /** How many indices from {@code i} on follow one another. */
    private static int run(int[] rows, int i) {
        int length = 1;
        while (i + length < rows.length && rows[i + length] == rows[i] + length) {
            length++;
        }
        return length;
    }

    @Override
    public void close() {
        root.close();
    }
}
