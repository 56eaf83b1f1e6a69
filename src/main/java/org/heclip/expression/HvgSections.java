package org.heclip.expression;

import java.util.Locale;

/** How the highly variable genes of several sections become one list. */
public enum HvgSections {
    /** The n best of each section, together. */
    UNION,
    /** The n best over all sections, ranked as scanpy ranks them over batches ({@code batch_key}). */
    RANKED;

    /** The name in files and options. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
