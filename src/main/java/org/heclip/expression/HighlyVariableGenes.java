package org.heclip.expression;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Highly variable genes of one section as scanpy's {@code pp.highly_variable_genes(n_top_genes=n)} finds them.
 *
 * @param score normalised dispersion or variance per gene, NaN where undefined
 * @param chosen whether the gene is among the n with the highest scores; of equal dispersions at the cut-off all are chosen
 */
public record HighlyVariableGenes(double[] score, boolean[] chosen) {
    /**
     * @param counts raw counts {@code [spot][gene]}, what {@code seurat_v3} looks at
     * @param logNormalised of the same spots, see {@link Normalisation#logNormalise}: what the others look at
     * @param nTop how many genes to choose
     */
    public static HighlyVariableGenes of(
            ExpressionMatrix counts, ExpressionMatrix logNormalised, HvgFlavour flavour, int nTop) {
        if (flavour == HvgFlavour.SEURAT_V3) {
            double[] score = NormalisedVariance.of(counts);
            int[] rank = ranks(score);
            boolean[] chosen = new boolean[rank.length];
            IntStream.range(0, rank.length).forEach(g -> chosen[g] = rank[g] < nTop);
            return new HighlyVariableGenes(score, chosen);
        }
        double[] score = NormalisedDispersion.of(logNormalised, flavour).normalised();
        return new HighlyVariableGenes(score, highest(score, nTop));
    }

    /** Place of each gene, 0 for the highest score; equal ones in their order, NaN last. */
    static int[] ranks(double[] score) {
        return Ranks.of(DoubleStream.of(score)
                .map(d -> Double.isNaN(d) ? Double.POSITIVE_INFINITY : -d)
                .toArray());
    }

    static boolean[] highest(double[] score, int nTop) {
        double[] sorted =
                DoubleStream.of(score).filter(d -> !Double.isNaN(d)).sorted().toArray();
        boolean[] chosen = new boolean[score.length];
        if (nTop < 1 || sorted.length == 0) {
            return chosen;
        }
        double cutoff = sorted[Math.max(0, sorted.length - nTop)];
        for (int g = 0; g < chosen.length; g++) {
            chosen[g] = score[g] >= cutoff;
        }
        return chosen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HighlyVariableGenes that
                && Arrays.equals(score, that.score)
                && Arrays.equals(chosen, that.chosen);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(score) + Arrays.hashCode(chosen);
    }
}
