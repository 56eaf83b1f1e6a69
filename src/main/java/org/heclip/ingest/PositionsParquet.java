package org.heclip.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.parquet.ParquetTable;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/** Positions of Visium HD bins, {@code tissue_positions.parquet} of Space Ranger 3, with the columns of its CSV. */
final class PositionsParquet {
    private final Path file;

    private PositionsParquet(Path file) {
        this.file = file;
    }

    /** @throws InputException naming the column and row of what is no such table */
    static Positions read(Path file) {
        try (ParquetTable table = ParquetTable.open(file)) {
            return new PositionsParquet(file).read(table);
        }
    }

    private Positions read(ParquetTable table) {
        String[] barcodes = table.texts("barcode");
        double[] inTissue = whole(table, "in_tissue", 1);
        double[] rows = whole(table, "array_row", PositionRow.LARGEST_INDEX);
        double[] cols = whole(table, "array_col", PositionRow.LARGEST_INDEX);
        double[] y = pixels(table, "pxl_row_in_fullres");
        double[] x = pixels(table, "pxl_col_in_fullres");
        if (barcodes.length == 0) {
            throw new InputException(file, "table", "found no spot, expected a row per spot");
        }
        requireUnique(barcodes);
        List<Spot> spots = new ArrayList<>(barcodes.length);
        for (int s = 0; s < barcodes.length; s++) {
            spots.add(new Spot(new Barcode(barcodes[s]), inTissue[s] == 1, (int) rows[s], (int) cols[s], x[s], y[s]));
        }
        return new Positions(spots, false);
    }

    private double[] whole(ParquetTable table, String name, double largest) {
        double[] values = table.numbers(name);
        for (int s = 0; s < values.length; s++) {
            if (!(values[s] >= 0 && values[s] <= largest && values[s] == Math.rint(values[s]))) {
                throw problem(name, s, values[s], largest == 1 ? "0 or 1" : "a whole number from 0");
            }
        }
        return values;
    }

    private double[] pixels(ParquetTable table, String name) {
        double[] values = table.numbers(name);
        for (int s = 0; s < values.length; s++) {
            if (!(Math.abs(values[s]) <= PositionRow.LARGEST_PX)) {
                throw problem(name, s, values[s], "a number of pixels");
            }
        }
        return values;
    }

    private InputException problem(String column, int row, double found, String expected) {
        return new InputException(
                file, "row " + (row + 1) + ", column " + column, "found " + found + ", expected " + expected);
    }

    private void requireUnique(String[] barcodes) {
        Map<String, Integer> first = new HashMap<>();
        for (int s = 0; s < barcodes.length; s++) {
            Integer earlier = first.putIfAbsent(barcodes[s], s);
            if (barcodes[s].isBlank() || earlier != null) {
                String found =
                        earlier == null ? "a blank" : "spot " + barcodes[s] + " of row " + (earlier + 1) + " again";
                throw new InputException(
                        file,
                        "row " + (s + 1) + ", column barcode",
                        "found " + found + ", expected a barcode of its own");
            }
        }
    }
}
