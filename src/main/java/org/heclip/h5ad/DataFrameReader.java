package org.heclip.h5ad;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data frames of anndata 0.5 and 0.6 (records), 0.7 ({@code __categories}) and later (one element a column). */
final class DataFrameReader {
    static final String OLD_CATEGORIES = "__categories";

    private DataFrameReader() {}

    /** @param uns of the file, where anndata before 0.7 kept categories */
    static DataFrame read(H5adElement element, Optional<H5adElement> uns) {
        if (RecordReader.isRecords(element)) {
            return LegacyFrames.dataFrame(element, LegacyFrames.frame(element, uns));
        } else if (!element.isGroup()) {
            throw element.fail("is an array, expected a data frame");
        }
        String indexName = element.text("_index").orElseThrow(() -> element.fail("has no attribute '_index'"));
        String[] order = element.texts("column-order").orElseThrow(() -> element.fail("has no 'column-order'"));
        List<String> index = index(element.child(indexName));
        Map<String, H5adElement> children = element.children();
        Map<String, H5adElement> oldCategories =
                element.find(OLD_CATEGORIES).map(H5adElement::children).orElse(Map.of());
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : order) {
            H5adElement child = children.get(name);
            if (child == null) {
                throw element.fail("has no column '" + name + "', which its 'column-order' names");
            }
            columns.put(name, ColumnReader.read(child, Optional.ofNullable(oldCategories.get(name)), index.size()));
        }
        return new DataFrame(index, columns);
    }

    private static List<String> index(H5adElement element) {
        Column index = ColumnReader.read(element, Optional.empty(), -1);
        String[] names = new String[index.size()];
        for (int row = 0; row < names.length; row++) {
            if (index instanceof Column.Categorical c && c.codes()[row] < 0) {
                throw element.fail("has no name in row " + row);
            }
            names[row] = index.text(row);
        }
        return Arrays.asList(names);
    }
}
