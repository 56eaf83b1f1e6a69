package org.heclip.h5ad;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.h5ad.hdf5.Hdf5Array;

/**
 * What anndata 0.5 and 0.6 stored as record arrays: obs and var, whose first member is the index, and obsm and varm. The
 * categories of a column lie in uns as {@code <column>_categories}; the column then holds the codes (anndata's {@code
 * _clean_uns}).
 */
final class LegacyFrames {
    private static final String CATEGORIES = "_categories";

    private LegacyFrames() {}

    /** @param uns of the file */
    static Element.Frame frame(H5adElement records, Optional<H5adElement> uns) {
        Map<String, Hdf5Array> members = RecordReader.read(records);
        Map<String, Element> columns = new LinkedHashMap<>();
        members.forEach((name, values) -> columns.put(name, column(name, values, uns)));
        List<String> order = new ArrayList<>(columns.keySet());
        if (order.isEmpty() || !(members.get(order.get(0)).values() instanceof String[])) {
            throw records.fail("has no first member of text, which would be the index");
        }
        return new Element.Frame(order.remove(0), order, columns);
    }

    private static Element column(String name, Hdf5Array values, Optional<H5adElement> uns) {
        boolean integer = !(values.values() instanceof String[]
                || values.values() instanceof float[]
                || values.values() instanceof double[]
                || values.values() instanceof boolean[]);
        Optional<H5adElement> categories = uns.filter(u -> integer).flatMap(u -> u.find(name + CATEGORIES));
        if (categories.isEmpty()) {
            return new Element.Array(values);
        }
        Hdf5Array found = new ArrayReader(categories.get()).raw();
        return new Element.Categorical(new Element.Array(vector(found)), values, false);
    }

    /** A single category was stored without an axis. */
    private static Hdf5Array vector(Hdf5Array found) {
        return found.shape().length > 0 ? found : new Hdf5Array(found.type(), new int[] {1}, found.values());
    }

    /** obsm or varm. */
    static Element.Dict arrays(H5adElement records) {
        Map<String, Element> arrays = new LinkedHashMap<>();
        RecordReader.read(records).forEach((name, values) -> arrays.put(name, new Element.Array(values)));
        return Element.Dict.of(arrays);
    }

    /** Whether an entry of uns holds the categories of a column of these frames. */
    static boolean isCategories(String name, List<Element.Frame> frames) {
        return name.endsWith(CATEGORIES)
                && frames.stream()
                        .anyMatch(frame -> frame.members().get(name.substring(0, name.length() - CATEGORIES.length()))
                                instanceof Element.Categorical);
    }

    /** A frame as the steps have it. */
    static DataFrame dataFrame(H5adElement element, Element.Frame frame) {
        Map<String, Column> columns = new LinkedHashMap<>();
        frame.order()
                .forEach(name ->
                        columns.put(name, column(element, frame.members().get(name))));
        return new DataFrame(
                ((Column.Strings) column(element, frame.members().get(frame.indexName()))).values(), columns);
    }

    private static Column column(H5adElement element, Element found) {
        if (found instanceof Element.Categorical c) {
            Column names = column(element, c.categories());
            int[] codes = new int[c.codes().size()];
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                texts.add(names.text(i));
            }
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (int) c.codes().wholeNumber(i);
                if (codes[i] < -1 || codes[i] >= texts.size()) {
                    throw element.fail(
                            "has the code " + codes[i] + " in row " + i + ", expected -1 to " + (texts.size() - 1));
                }
            }
            return new Column.Categorical(texts, codes, false);
        }
        return plain(element, ((Element.Array) found).values());
    }

    private static Column plain(H5adElement element, Hdf5Array array) {
        Object values = array.values();
        if (array.shape().length != 1) {
            throw element.fail("has a column of " + array.shape().length + " axes, expected 1");
        } else if (values instanceof String[] texts) {
            return new Column.Strings(List.of(texts));
        } else if (values instanceof boolean[] flags) {
            return new Column.Bools(flags);
        } else if (values instanceof double[] numbers) {
            return new Column.Doubles(numbers);
        } else if (values instanceof float[] numbers) {
            double[] wide = new double[numbers.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = numbers[i];
            }
            return new Column.Doubles(wide);
        }
        long[] wide = new long[array.size()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = array.wholeNumber(i);
        }
        return new Column.Ints(wide);
    }
}
