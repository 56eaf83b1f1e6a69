package org.heclip.fold;

import java.util.Locale;

/** Which training sections are held out while epochs and penalties are chosen. */
public enum Validation {
    /** One: the last by name whose patient has no other, else the last. */
    LAST,
    /** Each patient in turn (of one patient, each section): a fit for each, and the choice that is best on average. */
    ROTATE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
