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
        double[] mean = moments.mean();
        double[] deviation = trend(mean, moments.variance());
        int n = counts.rows();
        double[] clip = new double[mean.length];
        for (int g = 0; g < clip.length; g++) {
            clip[g] = deviation[g] * Math.sqrt(n) + mean[g];
        }
        Above above = above(counts, clip);
        double[] normalised = new double[mean.length];
        for (int g = 0; g < normalised.length; g++) {
            double sum = moments.sum()[g] - above.sum[g] + above.number[g] * clip[g];
            double squares = moments.squares()[g] - above.squares[g] + above.number[g] * clip[g] * clip[g];
            normalised[g] =
                    (n * mean[g] * mean[g] + squares - 2 * sum * mean[g]) / ((n - 1) * deviation[g] * deviation[g]);
        }
        return normalised;
    }

    /** The few counts of each gene above its limit. */
    private record Above(int[] number, double[] sum, double[] squares) {}

    private static Above above(ExpressionMatrix counts, double[] limit) {
        int[] places = IntStream.range(0, counts.rows())
                .parallel()
                .flatMap(s -> IntStream.of(above(counts, s, limit)))
                .toArray();
        Above above = new Above(new int[limit.length], new double[limit.length], new double[limit.length]);
        for (int i : places) {
            int gene = counts.genes()[i];
            double value = counts.values()[i];
            above.number[gene]++;
            above.sum[gene] += value;
            above.squares[gene] += value * value;
        }
        return above;
    }

    /** Places of one spot's counts above their genes' limits. */
    private static int[] above(ExpressionMatrix counts, int s, double[] limit) {
        int[] genes = counts.genes();
        float[] values = counts.values();
        int[] places = new int[8];
        int found = 0;
        for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
            if (values[i] > limit[genes[i]]) {
                places = found < places.length ? places : Arrays.copyOf(places, 2 * found);
                places[found++] = i;
            }
        }
        return Arrays.copyOf(places, found);
    }

    /** Standard deviation that a gene of this mean has by the trend; 1 for a gene that does not vary. */
    private static double[] trend(double[] mean, double[] variance) {
        int[] varying =
                IntStream.range(0, mean.length).filter(g -> variance[g] > 0).toArray();
        double[] x = IntStream.of(varying).mapToDouble(g -> Math.log10(mean[g])).toArray();
        double[] y =
                IntStream.of(varying).mapToDouble(g -> Math.log10(variance[g])).toArray();
        double[] fitted = Loess.fit(x, y, SPAN);
        double[] deviation = new double[mean.length];
        Arrays.fill(deviation, 1);
        for (int i = 0; i < varying.length; i++) {
            deviation[varying[i]] = Math.sqrt(Math.pow(10, fitted[i]));
        }
        return deviation;
    }
}
