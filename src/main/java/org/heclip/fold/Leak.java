package org.heclip.fold;

import java.util.Locale;

/**
 * What published code lets the held-out section do to its own prediction or to its own mark; in the order in which the
 * waterfall switches them on.
 */
public enum Leak {
    SPLIT("sections of one patient are learned from and tested"),
    PANEL("panel and normalisation fitted to the test section too"),
    HARMONY("Harmony fitted to the test section too"),
    TRUTH("the truth is Harmony-corrected expression"),
    TWINS("validation spots have twins among the spots that are learned from"),
    TRANSPOSED("contrastive targets transposed after the softmax"),
    RANKS("panels of genes ranked on the test section's truth");

    private final String meaning;

    Leak(String meaning) {
        this.meaning = meaning;
    }

    /** What happens, in words. */
    public String meaning() {
        return meaning;
    }

    /** The name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether files of the test sections take part in training. */
    public boolean showsTestSections() {
        return this == PANEL || this == HARMONY || this == TRUTH;
    }

    @Override
    public String toString() {
        return id();
    }
}
