package org.heclip.expression;

import java.util.Locale;

/** Ways to say how variable a gene is, as scanpy names them. */
public enum HvgFlavour {
    /** Log dispersion of normalised counts within bins of the mean (Satija et al., Nat Biotechnol 2015, 33:495). */
    SEURAT,
    /** Dispersion of log-normalised counts within percentile bins (Zheng et al., Nat Commun 2017, 8:14049). */
    CELL_RANGER,
    /** Variance of raw counts against a loess trend (Stuart et al., Cell 2019, 177:1888). */
    SEURAT_V3;

    /** The name in files and options. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
