package org.heclip.h5ad;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The obs or var of an AnnData: a named index and columns in their order, all of one length.
 *
 * @param index names of the rows (barcodes or genes)
 */
public record DataFrame(List<String> index, Map<String, Column> columns) {
    /** @throws IllegalArgumentException when a column's length is not the index's */
    public DataFrame {
        index = List.copyOf(index);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            if (column.getValue().size() != index.size()) {
                throw new IllegalArgumentException("column '" + column.getKey() + "' has "
                        + column.getValue().size() + " entries, the index " + index.size());
            }
        }
    }

    public static DataFrame of(List<String> index) {
        return new DataFrame(index, Map.of());
    }

    public int size() {
        return index.size();
    }

    /** This frame with one more column, or one replaced. */
    public DataFrame with(String name, Column column) {
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new DataFrame(index, more);
    }

    public Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** This frame's rows, then the other's, which has the same columns of text. */
    DataFrame append(DataFrame other) {
        Map<String, Column> longer = new LinkedHashMap<>();
        columns.forEach((name, column) -> longer.put(
                name,
                new Column.Strings(joined(
                        ((Column.Strings) column).values(), ((Column.Strings) other.columns.get(name)).values()))));
        return new DataFrame(joined(index, other.index), longer);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The rows at these indices, in this order. */
    public DataFrame select(int[] rows) {
        Map<String, Column> chosen = new LinkedHashMap<>();
        columns.forEach((name, column) -> chosen.put(name, column.select(rows)));
        return new DataFrame(Arrays.stream(rows).mapToObj(index::get).toList(), chosen);
    }
}
