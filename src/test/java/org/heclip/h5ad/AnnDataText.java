package org.heclip.h5ad;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;

/**
 * An AnnData as text, one line an element, as src/test/python/make_h5ad_golden.py writes it too; floats are the hexadecimal
 * of their bits.
 */
final class AnnDataText {
    private final StringBuilder text = new StringBuilder();

    private AnnDataText() {}

    static String of(AnnData data) {
        AnnDataText all = new AnnDataText();
        data.x().ifPresent(x -> all.matrix("X", x));
        all.frame("obs", data.obs());
        all.frame("var", data.var());
        new TreeMap<>(data.layers()).forEach((name, layer) -> all.matrix("layers/" + name, layer));
        new TreeMap<>(data.obsm()).forEach((name, array) -> all.value("obsm/" + name, array));
        all.value("uns", data.uns());
        return all.text.toString();
    }

    private void line(String path, Object value) {
        text.append(path).append('\t').append(value).append('\n');
    }

    private void matrix(String path, Matrix matrix) {
        String form = matrix instanceof ExpressionMatrix ? "sparse " : "dense ";
        String values = IntStream.range(0, matrix.rows() * matrix.cols())
                .mapToObj(i -> number(matrix.dense().values()[i]))
                .collect(Collectors.joining("|"));
        line(path, form + matrix.rows() + " x " + matrix.cols() + " " + values);
    }

    private void frame(String path, DataFrame frame) {
        line(path, String.join("|", frame.index()));
        frame.columns().forEach((name, column) -> line(path + "/" + name, column(column)));
    }

    private static String column(Column column) {
        if (column instanceof Column.Categorical c) {
            return "Categorical " + (c.ordered() ? "ordered " : "") + String.join("|", c.categories()) + " :"
                    + all(c.codes());
        } else if (column instanceof Column.Ints c) {
            return "Ints" + all(c.values());
        } else if (column instanceof Column.Doubles c) {
            return "Doubles" + all(c.values());
        } else if (column instanceof Column.Bools c) {
            return "Bools" + all(c.values());
        }
        return "Strings" + all(((Column.Strings) column).values().toArray());
    }

    private void value(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            line(path, "{" + map.size() + "}");
            new TreeMap<>(map).forEach((name, entry) -> value(path + "/" + name, entry));
        } else if (value instanceof NdArray array) {
            String shape =
                    Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
            line(
                    path,
                    array.values().getClass().getComponentType().getSimpleName() + " " + shape + " "
                            + all(array.values()));
        } else if (value instanceof DataFrame frame) {
            frame(path, frame);
        } else {
            line(path, value.getClass().getSimpleName() + " " + number(value));
        }
    }

    private static String all(Object array) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            values.append('|').append(number(Array.get(array, i)));
        }
        return values.toString();
    }

    private static String number(Object value) {
        if (value instanceof Float v) {
            return String.format("%08x", Float.floatToIntBits(v));
        } else if (value instanceof Double v) {
            return String.format("%016x", Double.doubleToLongBits(v));
        } else if (value instanceof Byte v) {
            return Integer.toString(Byte.toUnsignedInt(v));
        }
        return value.toString();
    }
}
