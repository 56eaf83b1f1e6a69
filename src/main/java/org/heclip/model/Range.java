package org.heclip.model;

import org.heclip.error.InputException;

/** What options may be. */
final class Range {
    private Range() {}

    /** @throws InputException naming the option when {@code holds} is false */
    static void require(boolean holds, String option, Object found, String expected) {
        if (!holds) {
            throw new InputException(option, "value", "found " + found + ", expected " + expected);
        }
    }

    static void requirePositive(String option, double found) {
        require(found > 0 && Double.isFinite(found), option, found, "above 0");
    }
}
