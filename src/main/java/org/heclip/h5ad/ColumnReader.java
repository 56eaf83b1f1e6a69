package org.heclip.h5ad;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One column of a data frame, from any encoding of anndata 0.7 to 0.12. */
final class ColumnReader {
    private ColumnReader() {}

    /**
     * @param oldCategories categories kept apart by anndata 0.7; the element then holds the codes
     * @param size rows expected; negative for any
     */
    static Column read(H5adElement element, Optional<H5adElement> oldCategories, int size) {
        Column column;
        if (oldCategories.isPresent()) {
            column = categorical(
                    element, oldCategories.get(), element, oldCategories.get().flag("ordered"));
        } else if (element.isGroup()) {
            column = group(element);
        } else {
            column = plain(element);
        }
        if (size >= 0 && column.size() != size) {
            throw element.fail("has " + column.size() + " entries, the index " + size);
        }
        return column;
    }

    private static Column group(H5adElement element) {
        return switch (element.encoding()) {
            case "categorical" ->
                categorical(element, element.child("categories"), element.child("codes"), element.flag("ordered"));
            case "nullable-integer", "nullable-boolean", "nullable-string-array" -> nullable(element);
            default ->
                throw element.fail("encoding-type '" + element.encoding()
                        + "' is not supported; expected an array, categorical or nullable column");
        };
    }

    private static Column plain(H5adElement element) {
        ArrayReader array = new ArrayReader(element);
        if (array.shape().length != 1) {
            throw element.fail("has " + array.shape().length + " axes, expected 1");
        }
        if (array.isText()) {
            return new Column.Strings(Arrays.asList(array.strings()));
        } else if (array.isBoolean()) {
            return new Column.Bools(array.booleans());
        } else if (array.isInteger()) {
            return new Column.Ints(array.longs());
        } else if (array.isNumeric()) {
            return new Column.Doubles(array.doubles());
        }
        throw element.fail("holds neither numbers, booleans nor text");
    }

    /** Categories that are not text (numbers, booleans) become text. */
    private static Column categorical(H5adElement element, H5adElement categories, H5adElement codes, boolean ordered) {
        Column names = read(categories, Optional.empty(), -1);
        List<String> texts =
                IntStream.range(0, names.size()).mapToObj(names::text).toList();
        int[] found = new ArrayReader(codes).ints();
        for (int row = 0; row < found.length; row++) {
            if (found[row] < -1 || found[row] >= texts.size()) {
                throw element.fail(
                        "has the code " + found[row] + " in row " + row + ", expected -1 to " + (texts.size() - 1));
            }
        }
        return new Column.Categorical(texts, found, ordered);
    }

    /** A missing number becomes NaN, a missing boolean or text the missing category. */
    private static Column nullable(H5adElement element) {
        Column values = read(element.child("values"), Optional.empty(), -1);
        Column mask = read(element.child("mask"), Optional.empty(), values.size());
        if (!(mask instanceof Column.Bools missing)) {
            throw element.fail("has a mask that is not boolean");
        }
        boolean complete = true;
        for (boolean isMissing : missing.values()) {
            complete &= !isMissing;
        }
        return complete ? values : withMissing(values, missing.values());
    }

    private static Column withMissing(Column values, boolean[] missing) {
        if (values instanceof Column.Bools bools) {
            int[] codes = new int[missing.length];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = missing[row] ? -1 : bools.values()[row] ? 1 : 0;
            }
            return new Column.Categorical(List.of("False", "True"), codes, false);
        } else if (values instanceof Column.Strings texts) {
            return categories(texts.values(), missing);
        }
        double[] numbers = new double[missing.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = missing[row] ? Double.NaN : Double.parseDouble(values.text(row));
        }
        return new Column.Doubles(numbers);
    }

    private static Column.Categorical categories(List<String> texts, boolean[] missing) {
        Map<String, Integer> codeOf = new TreeMap<>();
        for (int row = 0; row < missing.length; row++) {
            if (!missing[row]) {
                codeOf.put(texts.get(row), 0);
            }
        }
        List<String> categories = List.copyOf(codeOf.keySet());
        for (int code = 0; code < categories.size(); code++) {
            codeOf.put(categories.get(code), code);
        }
        int[] codes = new int[missing.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = missing[row] ? -1 : codeOf.get(texts.get(row));
        }
        return new Column.Categorical(categories, codes, false);
    }
}
