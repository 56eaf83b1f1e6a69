package org.heclip.expression;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Variance of each gene's raw counts after standardisation by a loess trend of variance on mean, large values clipped: what
 * scanpy's {@code pp.highly_variable_genes(flavor="seurat_v3")} ranks genes by (Stuart et al., Cell 2019, 177:1888).
 */
final class NormalisedVariance {
    private static final double SPAN = 0.3;

    private NormalisedVariance() {}

    /**
     * @param counts raw counts {@code [spot][gene]}
     * @throws IllegalArgumentException when too few genes vary for a trend
     */
    static double[] of(ExpressionMatrix counts) {
        GeneMoments moments = GeneMoments.of(counts);
        double[] deviation = trend(moments);
        double[] mean = moments.mean();
        int n = counts.rows();
        double[] clip = new double[mean.length];
        for (int g = 0; g < clip.length; g++) {
            clip[g] = deviation[g] * Math.sqrt(n) + mean[g];
        }
        double[] sums = GeneMoments.sum(counts, (from, to, byGene) -> {
            for (int i = from; i < to; i++) {
                byGene[counts.genes()[i]] += Math.min(counts.values()[i], clip[counts.genes()[i]]);
            }
        });
        double[] squares = GeneMoments.sum(counts, (from, to, byGene) -> {
            for (int i = from; i < to; i++) {
                double value = Math.min(counts.values()[i], clip[counts.genes()[i]]);
                byGene[counts.genes()[i]] += value * value;
            }
        });
        double[] normalised = new double[mean.length];
        for (int g = 0; g < normalised.length; g++) {
            normalised[g] = (n * mean[g] * mean[g] + squares[g] - 2 * sums[g] * mean[g])
                    / ((n - 1) * deviation[g] * deviation[g]);
        }
        return normalised;
    }

    /** Standard deviation that a gene of this mean has by the trend; 1 for a gene that does not vary. */
    private static double[] trend(GeneMoments moments) {
        int[] varying = IntStream.range(0, moments.mean().length)
                .filter(g -> moments.variance()[g] > 0)
                .toArray();
        double[] x = IntStream.of(varying)
                .mapToDouble(g -> Math.log10(moments.mean()[g]))
                .toArray();
        double[] y = IntStream.of(varying)
                .mapToDouble(g -> Math.log10(moments.variance()[g]))
                .toArray();
        double[] fitted = Loess.fit(x, y, SPAN);
        double[] deviation = new double[moments.mean().length];
        Arrays.fill(deviation, 1);
        for (int i = 0; i < varying.length; i++) {
            deviation[varying[i]] = Math.sqrt(Math.pow(10, fitted[i]));
        }
        return deviation;
    }
}
