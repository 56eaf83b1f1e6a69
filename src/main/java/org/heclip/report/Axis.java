package org.heclip.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis from value {@code low} at pixel {@code from} to {@code high} at pixel {@code to}, ends on round ticks.
 *
 * @param step between ticks
 */
record Axis(double low, double high, double step, double from, double to) {
    private static final int ABOUT = 5;

    /** The smallest axis with round ticks that holds the values. */
    static Axis holding(double low, double high, double from, double to) {
        double range = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
        double power = Math.pow(10, Math.floor(Math.log10(range / ABOUT)));
        double parts = range / ABOUT / power;
        double step = power * (parts <= 1 ? 1 : parts <= 2 ? 2 : parts <= ABOUT ? ABOUT : 10);
        double first = Math.floor(low / step + 1e-9) * step;
        double last = Math.max(first + step, Math.ceil(high / step - 1e-9) * step);
        return new Axis(first, last, step, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** The tick without the noise of binary fractions. */
    String label(double tick) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        return decimals > ABOUT
                ? new BigDecimal(tick).round(new MathContext(2)).toString()
                : new BigDecimal(tick)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toString();
    }
}
