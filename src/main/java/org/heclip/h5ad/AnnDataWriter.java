package org.heclip.h5ad;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;
import org.heclip.h5ad.hdf5.Hdf5Writer;

/** Puts the members of an AnnData into an HDF5 file as anndata's "on-disk format" has them; methods return addresses. */
final class AnnDataWriter {
    private static final String INDEX = "_index";

    private final Hdf5Writer file;

    AnnDataWriter(Hdf5Writer file) {
        this.file = file;
    }

    /** @param moreObsm addresses of obsm entries written already */
    void write(AnnData data, Map<String, Long> moreObsm) throws IOException {
        Map<String, Long> root = new LinkedHashMap<>();
        if (data.x().isPresent()) {
            root.put("X", matrix(data.x().get()));
        }
        root.put("obs", dataFrame(data.obs()));
        root.put("var", dataFrame(data.var()));
        Map<String, Long> obsm = new LinkedHashMap<>();
        for (Map.Entry<String, NdArray> array : data.obsm().entrySet()) {
            obsm.put(array.getKey(), array(array.getValue()));
        }
        obsm.putAll(moreObsm);
        root.put("obsm", dict(obsm));
        root.put("varm", dict(Map.of()));
        root.put("obsp", dict(Map.of()));
        root.put("varp", dict(Map.of()));
        Map<String, Long> layers = new LinkedHashMap<>();
        for (Map.Entry<String, Matrix> layer : data.layers().entrySet()) {
            layers.put(layer.getKey(), matrix(layer.getValue()));
        }
        root.put("layers", dict(layers));
        root.put("uns", value("uns", data.uns()));
        file.finish(file.group(root, Encoding.ANNDATA.attributes()));
    }

    private long dict(Map<String, Long> children) throws IOException {
        return file.group(children, Encoding.DICT.attributes());
    }

    private long matrix(Matrix matrix) throws IOException {
        if (matrix instanceof DenseMatrix dense) {
            return array(NdArray.of(dense.rows(), dense.cols(), dense.values()));
        }
        ExpressionMatrix sparse = (ExpressionMatrix) matrix;
        Map<String, Long> children = new LinkedHashMap<>();
        children.put("data", array(Hdf5Array.of(sparse.values())));
        children.put("indices", array(Hdf5Array.of(sparse.genes())));
        children.put("indptr", array(Hdf5Array.of(sparse.starts())));
        Map<String, Hdf5Array> attributes = Encoding.CSR_MATRIX.attributes();
        attributes.put("shape", Hdf5Array.of(new long[] {sparse.rows(), sparse.cols()}));
        return file.group(children, attributes);
    }

    private long array(NdArray array) throws IOException {
        return array(Hdf5Array.of(array.shape(), array.values()));
    }

    private long array(Hdf5Array array) throws IOException {
        Encoding encoding = array.values() instanceof String[] ? Encoding.STRING_ARRAY : Encoding.ARRAY;
        return file.dataset(array, encoding.attributes());
    }

    private long strings(List<String> values) throws IOException {
        return array(Hdf5Array.of(values.toArray(String[]::new)));
    }

    private long dataFrame(DataFrame frame) throws IOException {
        if (frame.column(INDEX).isPresent()) {
            throw new IllegalArgumentException("a column cannot be named " + INDEX + ", which is the index's name");
        }
        Map<String, Long> children = new LinkedHashMap<>();
        children.put(INDEX, strings(frame.index()));
        for (Map.Entry<String, Column> column : frame.columns().entrySet()) {
            children.put(column.getKey(), column(column.getValue()));
        }
        Map<String, Hdf5Array> attributes = Encoding.DATAFRAME.attributes();
        attributes.put(INDEX, Hdf5Array.scalar(INDEX));
        attributes.put("column-order", Hdf5Array.of(frame.columns().keySet().toArray(String[]::new)));
        return file.group(children, attributes);
    }

    private long column(Column column) throws IOException {
        if (column instanceof Column.Strings c) {
            return strings(c.values());
        } else if (column instanceof Column.Categorical c) {
            return categorical(c);
        } else if (column instanceof Column.Ints c) {
            return array(Hdf5Array.of(c.values()));
        } else if (column instanceof Column.Doubles c) {
            return array(Hdf5Array.of(c.values()));
        }
        return array(Hdf5Array.of(((Column.Bools) column).values()));
    }

    private long categorical(Column.Categorical column) throws IOException {
        Map<String, Long> children = new LinkedHashMap<>();
        children.put("categories", strings(column.categories()));
        children.put("codes", array(codes(column)));
        Map<String, Hdf5Array> attributes = Encoding.CATEGORICAL.attributes();
        attributes.put("ordered", Hdf5Array.scalar(column.ordered()));
        return file.group(children, attributes);
    }

    /** The narrowest signed type that holds the codes, as pandas chooses it. */
    private static Hdf5Array codes(Column.Categorical column) {
        int[] codes = column.codes();
        int categories = column.categories().size();
        if (categories <= Byte.MAX_VALUE) {
            byte[] narrow = new byte[codes.length];
            for (int i = 0; i < codes.length; i++) {
                narrow[i] = (byte) codes[i];
            }
            return new Hdf5Array(Hdf5Type.INT8, new int[] {codes.length}, narrow);
        } else if (categories <= Short.MAX_VALUE) {
            short[] narrow = new short[codes.length];
            for (int i = 0; i < codes.length; i++) {
                narrow[i] = (short) codes[i];
            }
            return Hdf5Array.of(narrow);
        }
        return Hdf5Array.of(codes);
    }

    /** Any value uns may hold. */
    private long value(String path, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Long> children = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = (String) entry.getKey();
                children.put(name, value(path + "/" + name, entry.getValue()));
            }
            return dict(children);
        } else if (value instanceof String text) {
            return file.dataset(Hdf5Array.scalar(text), Encoding.STRING.attributes());
        } else if (value instanceof NdArray array) {
            return array(array);
        } else if (value instanceof DataFrame frame) {
            return dataFrame(frame);
        }
        return file.dataset(scalar(path, value), Encoding.NUMERIC_SCALAR.attributes());
    }

    private static Hdf5Array scalar(String path, Object value) {
        if (value instanceof Boolean v) {
            return Hdf5Array.scalar(v);
        } else if (value instanceof Integer v) {
            return Hdf5Array.scalar(v);
        } else if (value instanceof Long v) {
            return Hdf5Array.scalar(v);
        } else if (value instanceof Double v) {
            return Hdf5Array.scalar(v);
        }
        throw new IllegalArgumentException(
                path + " is " + (value == null ? "null" : value.getClass()) + ", which an h5ad file cannot hold");
    }
}
