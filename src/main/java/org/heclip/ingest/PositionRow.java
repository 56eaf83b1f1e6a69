package org.heclip.ingest;

import java.nio.file.Path;
import org.heclip.error.InputException;

/** A row of a table of positions, its fields read as what they must be. */
record PositionRow(Path file, DelimitedText.Line line) {
    /** Pixels of the largest slides are some 200,000; beyond this a position is a mistake. */
    static final double LARGEST_PX = 1e7;

    static final double LARGEST_INDEX = 1e6;

    /** Whether a first row names columns: no field of it is a number. */
    static boolean isHeader(DelimitedText.Line line) {
        return line.fields().stream().allMatch(f -> Double.isNaN(Numbers.parse(f)));
    }

    String text(int column, String what) {
        String text = line.fields().get(column);
        if (text.isBlank()) {
            throw problem(column, what);
        }
        return text;
    }

    double pixel(int column, String what) {
        double value = Numbers.parse(line.fields().get(column));
        if (!(Math.abs(value) <= LARGEST_PX)) {
            throw problem(column, what + ", a number of pixels");
        }
        return value;
    }

    int index(int column, String what) {
        double value = Numbers.parse(line.fields().get(column));
        if (!(value >= 0 && value <= LARGEST_INDEX && value == Math.rint(value))) {
            throw problem(column, what + ", a whole number from 0");
        }
        return (int) value;
    }

    boolean flag(int column, String what) {
        String text = line.fields().get(column);
        if (!text.equals("0") && !text.equals("1")) {
            throw problem(column, what + ", 0 or 1");
        }
        return text.equals("1");
    }

    InputException problem(int column, String expected) {
        return new InputException(
                file, line.element(column), "found '" + line.fields().get(column) + "', expected " + expected);
    }
}
