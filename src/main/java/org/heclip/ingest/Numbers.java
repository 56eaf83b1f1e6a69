package org.heclip.ingest;

import java.util.regex.Pattern;

/** Decimal numbers in text, without Java's own spellings (hexadecimal, trailing d or f, NaN, Infinity). */
final class Numbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?");

    private Numbers() {}

    /** The number, or NaN when the text is no finite decimal number. */
    static double parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** Whether the value is a whole number that fits an int. */
    static boolean isInt(double value) {
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
    }
}
