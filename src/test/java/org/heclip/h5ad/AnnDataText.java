package org.heclip.h5ad;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.expression.Matrix;

/** An AnnData as text, one line an element, so that two can be compared and a difference be seen. */
final class AnnDataText {
    private final StringBuilder text = new StringBuilder();

    private AnnDataText() {}

    static String of(AnnData data) {
        AnnDataText all = new AnnDataText();
        data.x().ifPresent(x -> all.matrix("X", x));
        all.frame("obs", data.obs());
        all.frame("var", data.var());
        new TreeMap<>(data.layers()).forEach((name, layer) -> all.matrix("layers/" + name, layer));
        data.obsm().forEach((name, array) -> all.value("obsm/" + name, array));
        all.value("uns", data.uns());
        return all.text.toString();
    }

    private void line(String path, Object value) {
        text.append(path).append('\t').append(value).append('\n');
    }

    private void matrix(String path, Matrix matrix) {
        line(path, matrix + " " + Arrays.toString(matrix.dense().values()));
    }

    private void frame(String path, DataFrame frame) {
        line(path, frame.index());
        frame.columns().forEach((name, column) -> line(path + "/" + name, column(column)));
    }

    private static String column(Column column) {
        if (column instanceof Column.Categorical c) {
            return "categorical " + c.categories() + " " + Arrays.toString(c.codes()) + " " + c.ordered();
        }
        StringBuilder values = new StringBuilder(column.getClass().getSimpleName());
        for (int row = 0; row < column.size(); row++) {
            values.append('|').append(column.text(row));
        }
        return values.toString();
    }

    private void value(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            line(path, "{" + map.size() + "}");
            new TreeMap<>(map).forEach((name, entry) -> value(path + "/" + name, entry));
        } else if (value instanceof NdArray array) {
            StringBuilder values = new StringBuilder(array.values().getClass().getSimpleName());
            for (int i = 0; i < Array.getLength(array.values()); i++) {
                values.append('|').append(Array.get(array.values(), i));
            }
            line(path, Arrays.toString(array.shape()) + " " + values);
        } else if (value instanceof DataFrame frame) {
            frame(path, frame);
        } else {
            line(path, value.getClass().getSimpleName() + " " + value);
        }
    }
}
