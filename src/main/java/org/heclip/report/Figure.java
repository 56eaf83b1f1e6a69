package org.heclip.report;

import java.util.Locale;

/** Figures as people read them. */
final class Figure {
    private static final String NONE = "\u2013";

    private Figure() {}

    /** Three decimals; a dash for null and NaN. */
    static String text(Double value) {
        return value == null || value.isNaN() ? NONE : minus(String.format(Locale.ROOT, "%.3f", value));
    }

    /** At most three significant digits, but all of whole numbers below 100,000. */
    static String brief(Double value) {
        if (value == null || value.isNaN()) {
            return NONE;
        }
        if (Math.abs(value) >= 999.5 && Math.abs(value) < 100_000) {
            return minus(whole(value));
        }
        boolean plain = value == 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 100_000);
        String text = String.format(Locale.ROOT, plain ? "%.3g" : "%.1e", value);
        return minus(plain && text.contains(".") ? text.replaceAll("\\.?0+$", "") : text);
    }

    /** A count without decimals; a dash for null and NaN. */
    static String whole(Double value) {
        return value == null || value.isNaN() ? NONE : String.format(Locale.ROOT, "%.0f", value);
    }

    /** "0.213 (0.190 to 0.236)"; the mean alone without an interval. */
    static String withInterval(Double mean, Double low, Double high) {
        return low == null || low.isNaN() ? text(mean) : text(mean) + " (" + text(low) + " to " + text(high) + ")";
    }

    /** "84.1 %"; a dash for null. */
    static String percent(Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** The number that a text is; NaN when it is none. */
    static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String minus(String text) {
        return text.equals("-0.000") ? "0.000" : text.replaceFirst("^-", "\u2212");
    }
}
