package org.heclip.h5ad;

import io.jhdf.object.datatype.CompoundDataType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values of uns: nested maps of text, numbers, booleans, arrays and data frames. */
final class ValueReader {
    private static final Logger LOG = LoggerFactory.getLogger(ValueReader.class);

    private ValueReader() {}

    /** Empty for {@code None} and, with a warning, for what {@link AnnData} cannot hold. */
    static Optional<Object> read(H5adElement element) {
        return element.isGroup() ? group(element) : dataset(element);
    }

    private static Optional<Object> group(H5adElement element) {
        switch (element.encoding()) {
            case "dict", "raw", "anndata", "":
                Map<String, Object> map = new LinkedHashMap<>();
                element.children().forEach((name, child) -> read(child).ifPresent(value -> map.put(name, value)));
                return Optional.of(map);
            case "dataframe":
                return Optional.of(DataFrameReader.read(element, Optional.empty()));
            case "categorical", "nullable-integer", "nullable-boolean", "nullable-string-array":
                return Optional.of(texts(ColumnReader.read(element, Optional.empty(), -1)));
            case "csr_matrix", "csc_matrix", "awkward-array":
                return leftOut(element, element.encoding());
            default:
                throw element.fail("has the unknown encoding '" + element.encoding() + "'");
        }
    }

    private static Optional<Object> dataset(H5adElement element) {
        switch (element.encoding()) {
            case "null":
                return Optional.empty();
            case "array", "string-array", "string", "numeric-scalar", "":
                break;
            case "rec-array", "bytes":
                return leftOut(element, element.encoding());
            default:
                throw element.fail("has the unknown encoding '" + element.encoding() + "'");
        }
        if (element.guarded(element.dataset()::getDataType) instanceof CompoundDataType) {
            return leftOut(element, "a record array");
        }
        ArrayReader array = new ArrayReader(element);
        return Optional.of(array.isScalar() ? scalar(array) : array.array());
    }

    private static Object scalar(ArrayReader array) {
        Object values = array.array().values();
        if (values instanceof String[] v) {
            return v[0];
        } else if (values instanceof boolean[] v) {
            return v[0];
        } else if (values instanceof byte[] v) {
            return Byte.toUnsignedInt(v[0]);
        } else if (values instanceof int[] v) {
            return v[0];
        } else if (values instanceof long[] v) {
            return v[0];
        } else if (values instanceof float[] v) {
            return (double) v[0];
        }
        return ((double[]) values)[0];
    }

    private static NdArray texts(Column column) {
        return new NdArray(
                new int[] {column.size()},
                IntStream.range(0, column.size()).mapToObj(column::text).toArray(String[]::new));
    }

    private static Optional<Object> leftOut(H5adElement element, String kind) {
        LOG.warn("{}: {}: left out: {} is not supported here", element.file(), element.path(), kind);
        return Optional.empty();
    }
}
