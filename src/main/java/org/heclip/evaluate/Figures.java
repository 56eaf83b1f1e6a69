package org.heclip.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;

/** How figures are written: six significant digits, and null where a figure is undefined. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(6);

    private Figures() {}

    /** The rounded figure; null for NaN and the infinities. */
    static Double of(double value) {
        return Double.isFinite(value)
                ? (Double) new BigDecimal(value).round(DIGITS).doubleValue()
                : null;
    }
}
