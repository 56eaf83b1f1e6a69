package org.heclip.h5ad;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heclip.h5ad.hdf5.Hdf5Array;
import org.heclip.h5ad.hdf5.Hdf5Type;

/** Elements as text, one line an element, as src/test/python/anndata_text.py writes what anndata finds in a file. */
final class ElementText {
    private final StringBuilder text = new StringBuilder();

    private ElementText() {}

    static String of(Element.Dict root) {
        ElementText all = new ElementText();
        new TreeMap<>(root.members()).forEach((name, element) -> {
            boolean absent = name.equals("raw") && element instanceof Element.None;
            if (!absent) {
                all.element(name, element);
            }
        });
        return all.text.toString();
    }

    private void line(String path, String value) {
        text.append(path).append('\t').append(value).append('\n');
    }

    private void element(String path, Element element) {
        if (element instanceof Element.Array e) {
            line(path, e.values().shape().length == 0 ? scalar(e.values()) : "array " + described(e.values()));
        } else if (element instanceof Element.Sparse e) {
            line(
                    path,
                    (e.byColumn() ? "csc " : "csr ") + e.shape()[0] + "x" + e.shape()[1] + " " + described(e.data())
                            + " indices" + values(e.indices()) + " indptr" + values(e.indptr()));
        } else if (element instanceof Element.Categorical e) {
            line(path, (e.ordered() ? "ordered" : "categorical") + values(e.codes()));
            element(path + "/categories", e.categories());
        } else if (element instanceof Element.Nullable e) {
            line(path, nullable(e));
        } else if (element instanceof Element.Frame e) {
            line(path, "frame " + e.indexName() + " " + String.join("|", e.order()));
            new TreeMap<>(e.members()).forEach((name, member) -> element(path + "/" + name, member));
        } else if (element instanceof Element.Records e) {
            line(path, "records " + String.join("|", e.members().keySet()));
            e.members().forEach((name, member) -> line(path + "/" + name, described(member)));
        } else if (element instanceof Element.Dict e) {
            line(path, "dict");
            new TreeMap<>(e.members()).forEach((name, member) -> element(path + "/" + name, member));
        } else {
            line(path, "None");
        }
    }

    private static String nullable(Element.Nullable e) {
        boolean[] missing = (boolean[]) e.missing().values();
        StringBuilder values = new StringBuilder("nullable " + type(e.values().type()) + " ");
        for (int i = 0; i < missing.length; i++) {
            values.append('|').append(missing[i] ? "NA" : number(e.values(), i));
        }
        return values.toString();
    }

    /** anndata turns a number without axes into Python's own type. */
    private static String scalar(Hdf5Array value) {
        String number = number(value, 0);
        return switch (value.type()) {
            case BOOL -> "scalar bool  |" + number;
            case STRING -> "scalar string  |" + number;
            case FLOAT16, FLOAT32, FLOAT64 ->
                "scalar float  |" + String.format("%016x", Double.doubleToLongBits(widened(value)));
            default -> "scalar int  |" + number;
        };
    }

    private static double widened(Hdf5Array value) {
        return value.values() instanceof short[] half
                ? ArrayReader.half(half[0])
                : ((Number) Array.get(value.values(), 0)).doubleValue();
    }

    private static String described(Hdf5Array array) {
        String shape = Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
        return type(array.type()) + " " + shape + " " + values(array);
    }

    private static String type(Hdf5Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String values(Hdf5Array array) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < array.size(); i++) {
            values.append('|').append(number(array, i));
        }
        return values.toString();
    }

    private static String number(Hdf5Array array, int i) {
        Object value = Array.get(array.values(), i);
        return switch (array.type()) {
            case UINT8 -> Integer.toString(Byte.toUnsignedInt((Byte) value));
            case UINT16 -> Integer.toString(Short.toUnsignedInt((Short) value));
            case UINT32 -> Integer.toUnsignedString((Integer) value);
            case UINT64 -> Long.toUnsignedString((Long) value);
            case FLOAT16 -> String.format("%04x", (Short) value);
            case FLOAT32 -> String.format("%08x", Float.floatToRawIntBits((Float) value));
            case FLOAT64 -> String.format("%016x", Double.doubleToRawLongBits((Double) value));
            default -> value.toString();
        };
    }
}
