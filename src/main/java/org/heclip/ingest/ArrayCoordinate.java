package org.heclip.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Position on the array of legacy ST, from the left and from the top, as spot names say it: {@code 10x21}, or with the measured
 * offset {@code 10.02x20.9}, which is rounded to the nearest whole position (halves up).
 */
record ArrayCoordinate(int x, int y) {
    private static final Pattern NAME =
            Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,20})?)x([0-9]{1,6}(?:\\.[0-9]{1,20})?)");

    static Optional<ArrayCoordinate> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new ArrayCoordinate(rounded(matcher.group(1)), rounded(matcher.group(2))))
                : Optional.empty();
    }

    private static int rounded(String text) {
        return (int) Math.round(Double.parseDouble(text));
    }

    @Override
    public String toString() {
        return x + "x" + y;
    }
}
