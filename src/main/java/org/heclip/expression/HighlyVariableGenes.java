package org.heclip.expression;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Highly variable genes of one section as scanpy's {@code pp.highly_variable_genes(flavor="seurat", n_top_genes=n)} finds
 * them: the log of the variance-to-mean ratio of the normalised counts, standardised within 20 bins of the log mean (Satija
 * et al., Nat Biotechnol 2015, 33:495).
 *
 * @param means log(1 + mean) per gene
 * @param dispersions log(variance / mean) per gene, NaN where the gene does not vary
 * @param normalised the dispersion standardised within its bin, NaN where the gene does not vary
 * @param chosen whether the gene is at or above the n-th highest normalised dispersion (ties are all chosen)
 */
public record HighlyVariableGenes(double[] means, double[] dispersions, double[] normalised, boolean[] chosen) {
    private static final int BINS = 20;
    /** Mean given to unexpressed genes, so that they fall in the lowest bin. */
    private static final double TINY_MEAN = 1e-12;
    /** Part of the range by which the first bin is opened, as pandas.cut does. */
    private static final double EDGE = 0.001;

    /**
     * @param logNormalised {@code [spot][gene]}, see {@link Normalisation#logNormalise}
     * @param nTop how many genes to choose
     */
    public static HighlyVariableGenes of(ExpressionMatrix logNormalised, int nTop) {
        ExpressionMatrix normal = expm1(logNormalised);
        double[] means = Normalisation.means(normal);
        double[] variances = variances(normal, means);
        double[] dispersions = new double[means.length];
        for (int g = 0; g < means.length; g++) {
            double mean = means[g] == 0 ? TINY_MEAN : means[g];
            double ratio = variances[g] / mean;
            dispersions[g] = ratio == 0 ? Double.NaN : Math.log(ratio);
            means[g] = Math.log1p(mean);
        }
        double[] normalised = standardise(dispersions, bins(means));
        return new HighlyVariableGenes(means, dispersions, normalised, choose(normalised, nTop));
    }

    private static ExpressionMatrix expm1(ExpressionMatrix m) {
        float[] values = new float[m.stored()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.expm1(m.values()[i]);
        }
        return new ExpressionMatrix(m.rows(), m.cols(), m.starts(), m.genes(), values);
    }

    /** Unbiased variances (n - 1), in two passes; those of a single spot are 0. */
    private static double[] variances(ExpressionMatrix m, double[] means) {
        double[] squares = new double[m.cols()];
        int[] stored = new int[m.cols()];
        for (int i = 0; i < m.stored(); i++) {
            int g = m.genes()[i];
            double difference = m.values()[i] - means[g];
            squares[g] += difference * difference;
            stored[g]++;
        }
        for (int g = 0; g < squares.length; g++) {
            squares[g] = (squares[g] + (m.rows() - stored[g]) * means[g] * means[g]) / Math.max(1, m.rows() - 1);
        }
        return squares;
    }

    /** The bin of each mean, 0 to 19: equal widths, closed on the right, as pandas.cut makes them. */
    private static int[] bins(double[] means) {
        double low = DoubleStream.of(means).min().orElse(0);
        double high = DoubleStream.of(means).max().orElse(0);
        double open = (high - low) * EDGE;
        if (low == high) {
            double widen = low == 0 ? EDGE : EDGE * Math.abs(low);
            low -= widen;
            high += widen;
        }
        double[] edges = new double[BINS + 1];
        for (int b = 0; b < BINS; b++) {
            edges[b] = low + b * ((high - low) / BINS);
        }
        edges[0] -= open;
        edges[BINS] = high;
        int[] bins = new int[means.length];
        for (int g = 0; g < means.length; g++) {
            int at = Arrays.binarySearch(edges, means[g]);
            bins[g] = (at >= 0 ? at : -at - 1) - 1;
        }
        return bins;
    }

    private static double[] standardise(double[] dispersions, int[] bins) {
        double[] average = new double[BINS];
        double[] deviation = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double[] inBin = inBin(dispersions, bins, bin);
            average[bin] = DoubleStream.of(inBin).average().orElse(Double.NaN);
            if (inBin.length > 1) {
                double mean = average[bin];
                double squares =
                        DoubleStream.of(inBin).map(d -> (d - mean) * (d - mean)).sum();
                deviation[bin] = Math.sqrt(squares / (inBin.length - 1));
            } else {
                // a gene alone in its bin gets 1, as in scanpy
                deviation[bin] = average[bin];
                average[bin] = 0;
            }
        }
        double[] normalised = new double[dispersions.length];
        for (int g = 0; g < normalised.length; g++) {
            normalised[g] = (dispersions[g] - average[bins[g]]) / deviation[bins[g]];
        }
        return normalised;
    }

    private static double[] inBin(double[] dispersions, int[] bins, int bin) {
        double[] found = new double[dispersions.length];
        int n = 0;
        for (int g = 0; g < bins.length; g++) {
            if (bins[g] == bin && !Double.isNaN(dispersions[g])) {
                found[n++] = dispersions[g];
            }
        }
        return Arrays.copyOf(found, n);
    }

    private static boolean[] choose(double[] normalised, int nTop) {
        double[] sorted = DoubleStream.of(normalised)
                .filter(d -> !Double.isNaN(d))
                .sorted()
                .toArray();
        boolean[] chosen = new boolean[normalised.length];
        if (nTop < 1 || sorted.length == 0) {
            return chosen;
        }
        double cutoff = sorted[Math.max(0, sorted.length - nTop)];
        for (int g = 0; g < chosen.length; g++) {
            chosen[g] = normalised[g] >= cutoff;
        }
        return chosen;
    }
}
