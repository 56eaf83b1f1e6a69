package org.heclip.h5ad;

import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;

/** X and layers: dense arrays, and compressed sparse rows or columns, always as float32 {@code [spot][gene]}. */
final class MatrixReader {
    private MatrixReader() {}

    static Matrix read(H5adElement element) {
        if (!element.isGroup()) {
            return dense(element);
        }
        int[] shape = element.shape(shapeAttribute(element));
        return switch (element.encoding()) {
            case "csr_matrix" -> rows(element, shape[0], shape[1]);
            case "csc_matrix" -> {
                CompressedRows columns = compressed(element, shape[1], shape[0]);
                yield matrix(element, columns.transpose());
            }
            default ->
                throw element.fail("encoding-type '" + element.encoding()
                        + "' is not supported; expected an array, csr_matrix or csc_matrix");
        };
    }

    /** {@code shape}, as anndata 0.7 and later name it, or {@code h5sparse_shape}. */
    static String shapeAttribute(H5adElement element) {
        return element.hasAttribute("h5sparse_shape") ? "h5sparse_shape" : "shape";
    }

    /** @throws org.heclip.error.InputException when indptr or indices lead outside the matrix */
    static void requireSound(H5adElement element) {
        int[] shape = element.shape(shapeAttribute(element));
        boolean byColumn = element.encoding().equals("csc_matrix");
        ArrayReader columns = new ArrayReader(element.child("indices"));
        int[] found = columns.ints();
        try {
            CompressedRows.requireSound(
                    byColumn ? shape[1] : shape[0],
                    byColumn ? shape[0] : shape[1],
                    new ArrayReader(element.child("indptr")).ints(),
                    found,
                    new ArrayReader(element.child("data")).size());
        } catch (IllegalArgumentException e) {
            throw element.fail(e.getMessage());
        }
    }

    private static DenseMatrix dense(H5adElement element) {
        ArrayReader array = new ArrayReader(element);
        int[] shape = array.shape();
        if (shape.length != 2) {
            throw element.fail("has " + shape.length + " axes, expected 2");
        }
        return new DenseMatrix(shape[0], shape[1], array.floats());
    }

    /** A group's {@code data}, {@code indices} and {@code indptr} as compressed rows, put into ascending order. */
    static ExpressionMatrix rows(H5adElement group, int rows, int cols) {
        int[] starts = new ArrayReader(group.child("indptr")).ints();
        int[] columns = new ArrayReader(group.child("indices")).ints();
        float[] values = new ArrayReader(group.child("data")).floats();
        try {
            CompressedRows.requireStarts(rows, starts, columns.length, values.length);
            return new ExpressionMatrix(rows, cols, starts, columns, values);
        } catch (IllegalArgumentException e) {
            // out of order, which is allowed, or damaged; one look at the entries is enough for the others
            return ascending(group, rows, cols, starts, columns, values);
        }
    }

    private static CompressedRows compressed(H5adElement group, int rows, int cols) {
        int[] starts = new ArrayReader(group.child("indptr")).ints();
        int[] columns = new ArrayReader(group.child("indices")).ints();
        float[] values = new ArrayReader(group.child("data")).floats();
        try {
            return new CompressedRows(rows, cols, starts, columns, values);
        } catch (IllegalArgumentException e) {
            throw group.fail(e.getMessage());
        }
    }

    /** Compressed rows in any order within a row, put into ascending order. */
    static ExpressionMatrix ascending(
            H5adElement group, int rows, int cols, int[] starts, int[] columns, float[] values) {
        try {
            CompressedRows found = new CompressedRows(rows, cols, starts, columns, values);
            return matrix(group, found.isAscending() ? found : found.transpose().transpose());
        } catch (IllegalArgumentException e) {
            throw group.fail(e.getMessage());
        }
    }

    private static ExpressionMatrix matrix(H5adElement group, CompressedRows found) {
        try {
            return new ExpressionMatrix(found.rows(), found.cols(), found.starts(), found.columns(), found.values());
        } catch (IllegalArgumentException e) {
            throw group.fail("holds an entry twice: " + e.getMessage());
        }
    }
}
