package org.heclip.ingest;

/** Raw counts are whole numbers from 0 to 2^24, beyond which float32 (X of the section) would round them. */
final class CountValue {
    static final int LARGEST = 1 << 24;
    static final String EXPECTED = "a raw count, a whole number from 0 to " + LARGEST;

    private static final int SHORT = 7;

    private CountValue() {}

    /** Whether a value can be a raw count. */
    static boolean isCount(double value) {
        return value >= 0 && value <= LARGEST && value == Math.rint(value);
    }

    /**
     * The count that a text says: {@code 12}, and {@code 12.0} or {@code 1.2e1} as tables that went through a data frame have
     * it.
     *
     * @return the count, or -1 when the text is not one
     */
    static int parse(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > SHORT) {
            return parseLong(text.toString());
        }
        int count = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return parseLong(text.toString());
            }
            count = count * 10 + digit;
        }
        return count;
    }

    private static int parseLong(String text) {
        double value = Numbers.parse(text);
        return isCount(value) ? (int) value : -1;
    }
}
