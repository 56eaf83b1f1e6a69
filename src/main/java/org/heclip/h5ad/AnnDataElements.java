package org.heclip.h5ad;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/** What an {@link AnnData} is made of, as elements of a file. */
final class AnnDataElements {
    private static final String INDEX = "_index";

    private AnnDataElements() {}

    static Element.Dict of(AnnData data) {
        Map<String, Element> root = new LinkedHashMap<>();
        data.x().ifPresent(x -> root.put("X", matrix(x)));
        root.put("obs", frame(data.obs()));
        root.put("var", frame(data.var()));
        Map<String, Element> obsm = new LinkedHashMap<>();
        data.obsm().forEach((name, array) -> obsm.put(name, array(array)));
        root.put("obsm", Element.Dict.of(obsm));
        root.put("varm", Element.Dict.of(Map.of()));
        root.put("obsp", Element.Dict.of(Map.of()));
        root.put("varp", Element.Dict.of(Map.of()));
        Map<String, Element> layers = new LinkedHashMap<>();
        data.layers().forEach((name, layer) -> layers.put(name, matrix(layer)));
        root.put("layers", Element.Dict.of(layers));
        root.put("uns", value("uns", data.uns()));
        return new Element.Dict("anndata", root);
    }

    static Element matrix(Matrix matrix) {
        if (matrix instanceof DenseMatrix dense) {
            return array(NdArray.of(dense.rows(), dense.cols(), dense.values()));
        }
        ExpressionMatrix sparse = (ExpressionMatrix) matrix;
        return new Element.Sparse(
                false,
                new long[] {sparse.rows(), sparse.cols()},
                Hdf5Array.of(sparse.values()),
                Hdf5Array.of(sparse.genes()),
                Hdf5Array.of(sparse.starts()));
    }

    private static Element array(NdArray array) {
        return new Element.Array(Hdf5Array.of(array.shape(), array.values()));
    }

    static Element.Frame frame(DataFrame frame) {
        if (frame.column(INDEX).isPresent()) {
            throw new IllegalArgumentException("a column cannot be named " + INDEX + ", which is the index's name");
        }
        Map<String, Element> members = new LinkedHashMap<>();
        members.put(INDEX, Element.Array.of(frame.index().toArray(String[]::new)));
        frame.columns().forEach((name, column) -> members.put(name, column(column)));
        return new Element.Frame(INDEX, frame.columns().keySet().stream().toList(), members);
    }

    private static Element column(Column column) {
        if (column instanceof Column.Strings c) {
            return Element.Array.of(c.values().toArray(String[]::new));
        } else if (column instanceof Column.Categorical c) {
            return new Element.Categorical(
                    Element.Array.of(c.categories().toArray(String[]::new)), codes(c), c.ordered());
        } else if (column instanceof Column.Ints c) {
            return Element.Array.of(c.values());
        } else if (column instanceof Column.Doubles c) {
            return Element.Array.of(c.values());
        }
        return Element.Array.of(((Column.Bools) column).values());
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
    private static Element value(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Element> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, value(path + "/" + name, member)));
            return Element.Dict.of(members);
        } else if (value instanceof NdArray array) {
            return array(array);
        } else if (value instanceof DataFrame frame) {
            return frame(frame);
        } else if (value instanceof Element element) {
            return element;
        }
        return new Element.Array(scalar(path, value));
    }

    private static Hdf5Array scalar(String path, Object value) {
        if (value instanceof String v) {
            return Hdf5Array.scalar(v);
        } else if (value instanceof Boolean v) {
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
