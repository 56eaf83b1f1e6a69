package org.heclip.h5ad;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Stream;
import org.heclip.h5ad.hdf5.Hdf5Type;
import org.heclip.h5ad.hdf5.Hdf5Writer;

/** Puts elements into an HDF5 file as anndata's "on-disk format" has them; methods return addresses. */
final class ElementWriter {
    private final Hdf5Writer file;

    ElementWriter(Hdf5Writer file) {
        this.file = file;
    }

    /** Writes a whole file. */
    void root(Element.Dict root) throws IOException {
        file.finish(write(root));
    }

    private long write(Element element) throws IOException {
        if (element instanceof Element.Array e) {
            return array(e.values());
        } else if (element instanceof Element.StreamedArray e) {
            return file.chunked(e.type(), e.shape(), e.rowsPerChunk(), Encoding.ARRAY.attributes(), e.content());
        } else if (element instanceof Element.Sparse e) {
            return sparse(e);
        } else if (element instanceof Element.StreamedRows e) {
            return streamedRows(e);
        } else if (element instanceof Element.Categorical e) {
            return categorical(e);
        } else if (element instanceof Element.Nullable e) {
            return nullable(e);
        } else if (element instanceof Element.Frame e) {
            return frame(e);
        } else if (element instanceof Element.Records e) {
            return file.records(e.members(), Encoding.REC_ARRAY.attributes());
        } else if (element instanceof Element.Dict e) {
            return file.group(members(e.members()), Encoding.of(e.kind()).attributes());
        }
        return file.dataset(Hdf5Array.scalar(false), Encoding.NULL.attributes());
    }

    private Map<String, Long> members(Map<String, Element> members) throws IOException {
        Map<String, Long> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, Element> member : members.entrySet()) {
            addresses.put(member.getKey(), write(member.getValue()));
        }
        return addresses;
    }

    private long array(Hdf5Array array) throws IOException {
        boolean text = array.values() instanceof String[];
        Encoding encoding = array.shape().length == 0
                ? (text ? Encoding.STRING : Encoding.NUMERIC_SCALAR)
                : (text ? Encoding.STRING_ARRAY : Encoding.ARRAY);
        return file.dataset(array, encoding.attributes());
    }

    private long sparse(Element.Sparse matrix) throws IOException {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("data", array(matrix.data()));
        parts.put("indices", array(matrix.indices()));
        parts.put("indptr", array(matrix.indptr()));
        return matrix(matrix.byColumn() ? Encoding.CSC_MATRIX : Encoding.CSR_MATRIX, matrix.shape(), parts);
    }

    private long matrix(Encoding encoding, long[] shape, Map<String, Long> parts) throws IOException {
        Map<String, Hdf5Array> attributes = encoding.attributes();
        attributes.put("shape", Hdf5Array.of(shape));
        return file.group(parts, attributes);
    }

    private long streamedRows(Element.StreamedRows matrix) throws IOException {
        Hdf5Stream data = file.stream(matrix.type());
        Hdf5Stream indices = file.stream(Hdf5Type.INT32);
        long[] starts = new long[matrix.rows() + 1];
        for (int s = 0; s < matrix.rows(); s++) {
            Element.StreamedRows.Row row = checked(matrix, s);
            indices.append(Hdf5Array.of(row.columns()));
            data.append(Hdf5Array.of(row.values()));
            starts[s + 1] = data.length();
        }
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("data", data.finish(Encoding.ARRAY.attributes()));
        parts.put("indices", indices.finish(Encoding.ARRAY.attributes()));
        parts.put("indptr", array(Hdf5Array.of(starts)));
        return matrix(Encoding.CSR_MATRIX, new long[] {matrix.rows(), matrix.cols()}, parts);
    }

    private static Element.StreamedRows.Row checked(Element.StreamedRows matrix, int s) {
        Element.StreamedRows.Row row = matrix.rowOf().apply(s);
        int[] columns = row.columns();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0 || columns[i] >= matrix.cols() || i > 0 && columns[i] <= columns[i - 1]) {
                throw new IllegalArgumentException(
                        "columns of row " + s + " are not ascending within 0 to " + (matrix.cols() - 1));
            }
        }
        if (java.lang.reflect.Array.getLength(row.values()) != columns.length) {
            throw new IllegalArgumentException("row " + s + " has other numbers of columns and values");
        }
        return row;
    }

    private long categorical(Element.Categorical column) throws IOException {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("categories", write(column.categories()));
        parts.put("codes", array(column.codes()));
        Map<String, Hdf5Array> attributes = Encoding.CATEGORICAL.attributes();
        attributes.put("ordered", Hdf5Array.scalar(column.ordered()));
        return file.group(parts, attributes);
    }

    private long nullable(Element.Nullable column) throws IOException {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("values", array(column.values()));
        parts.put("mask", array(column.missing()));
        Map<String, Hdf5Array> attributes = Encoding.of(column.kind()).attributes();
        column.naValue().ifPresent(value -> attributes.put("na-value", Hdf5Array.scalar(value)));
        return file.group(parts, attributes);
    }

    private long frame(Element.Frame frame) throws IOException {
        if (frame.order().contains(frame.indexName())) {
            throw new IllegalArgumentException("a column cannot be named " + frame.indexName() + " as the index is");
        }
        Map<String, Hdf5Array> attributes = Encoding.DATAFRAME.attributes();
        attributes.put("_index", Hdf5Array.scalar(frame.indexName()));
        List<String> order = frame.order();
        attributes.put("column-order", Hdf5Array.of(order.toArray(String[]::new)));
        return file.group(members(frame.members()), attributes);
    }
}
