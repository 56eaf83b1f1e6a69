package org.heclip.expression;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Dispersion (variance / mean) of each gene, normalised within bins of the mean, as scanpy's {@code
 * pp.highly_variable_genes} has it for the flavours {@code seurat} and {@code cell_ranger}.
 *
 * @param means per gene; log(1 + mean) for {@code seurat}
 * @param dispersions per gene; their log for {@code seurat}, NaN where the gene does not vary
 * @param normalised the dispersion standardised within its bin
 */
record NormalisedDispersion(double[] means, double[] dispersions, double[] normalised) {
    private static final int BINS = 20;
    /** Mean given to unexpressed genes, so that they fall in the lowest bin. */
    private static final double TINY_MEAN = 1e-12;
    /** Part of the range by which the first bin is opened, as pandas.cut does. */
    private static final double EDGE = 0.001;
    /** Median absolute deviation of the standard normal distribution. */
    private static final double NORMAL_MAD = 0.6744897501960817;

    /** @param logNormalised {@code [spot][gene]} */
    static NormalisedDispersion of(ExpressionMatrix logNormalised, HvgFlavour flavour) {
        return of(moments(logNormalised, flavour), flavour);
    }

    /** What a flavour looks at: normalised counts, rounded to float as scanpy's are, or their logarithms. */
    static GeneMoments moments(ExpressionMatrix logNormalised, HvgFlavour flavour) {
        return flavour == HvgFlavour.SEURAT
                ? GeneMoments.of(logNormalised, value -> (float) Math.expm1(value))
                : GeneMoments.of(logNormalised);
    }

    static NormalisedDispersion of(GeneMoments moments, HvgFlavour flavour) {
        return switch (flavour) {
            case SEURAT -> seurat(moments);
            case CELL_RANGER -> cellRanger(moments);
            case SEURAT_V3 -> throw new IllegalArgumentException("seurat_v3 takes no dispersion");
        };
    }

    private static NormalisedDispersion seurat(GeneMoments moments) {
        double[] means = expressed(moments.mean());
        double[] variances = moments.variance();
        double[] dispersions = new double[means.length];
        for (int g = 0; g < means.length; g++) {
            double ratio = variances[g] / means[g];
            dispersions[g] = ratio == 0 ? Double.NaN : Math.log(ratio);
            means[g] = Math.log1p(means[g]);
        }
        return normalise(means, dispersions, equalWidths(means), NormalisedDispersion::meanAndSd);
    }

    private static NormalisedDispersion cellRanger(GeneMoments moments) {
        double[] means = expressed(moments.mean());
        double[] variances = moments.variance();
        double[] dispersions = new double[means.length];
        for (int g = 0; g < means.length; g++) {
            dispersions[g] = variances[g] / means[g];
        }
        return normalise(means, dispersions, percentiles(means), NormalisedDispersion::medianAndMad);
    }

    private static double[] expressed(double[] means) {
        return DoubleStream.of(means).map(mean -> mean == 0 ? TINY_MEAN : mean).toArray();
    }

    /** Centre and width of the dispersions in one bin. */
    private interface Spread {
        double[] of(double[] inBin);
    }

    private static NormalisedDispersion normalise(double[] means, double[] dispersions, double[] edges, Spread spread) {
        int[] bins = new int[means.length];
        double[][] inBin = new double[edges.length - 1][];
        Arrays.setAll(bins, g -> bin(edges, means[g]));
        Arrays.setAll(inBin, bin -> IntStream.range(0, bins.length)
                .filter(g -> bins[g] == bin && !Double.isNaN(dispersions[g]))
                .mapToDouble(g -> dispersions[g])
                .toArray());
        double[][] centreAndWidth = Arrays.stream(inBin).map(spread::of).toArray(double[][]::new);
        double[] normalised = new double[means.length];
        for (int g = 0; g < normalised.length; g++) {
            double[] bin = centreAndWidth[bins[g]];
            normalised[g] = (dispersions[g] - bin[0]) / bin[1];
        }
        return new NormalisedDispersion(means, dispersions, normalised);
    }

    /** Bins are closed on the right. */
    private static int bin(double[] edges, double mean) {
        int at = Arrays.binarySearch(edges, mean);
        return (at >= 0 ? at : -at - 1) - 1;
    }

    /** Edges of 20 bins of equal width, as pandas.cut makes them. */
    private static double[] equalWidths(double[] means) {
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
        return edges;
    }

    /** Every fifth percentile from the tenth on; equal ones once (scanpy refuses them). */
    private static double[] percentiles(double[] means) {
        double[] sorted = means.clone();
        Arrays.sort(sorted);
        DoubleStream inner = IntStream.rangeClosed(2, BINS).mapToDouble(i -> percentile(sorted, 5.0 * i / 100));
        return DoubleStream.concat(
                        DoubleStream.of(Double.NEGATIVE_INFINITY),
                        DoubleStream.concat(inner, DoubleStream.of(Double.POSITIVE_INFINITY)))
                .distinct()
                .toArray();
    }

    /** numpy's linear interpolation, rounding as it does: a value equal to an edge must fall in the same bin. */
    private static double percentile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double a = sorted[below];
        double b = sorted[Math.min(below + 1, sorted.length - 1)];
        double t = at - below;
        return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
    }

    private static double[] meanAndSd(double[] inBin) {
        double mean = DoubleStream.of(inBin).average().orElse(Double.NaN);
        if (inBin.length <= 1) {
            // a gene alone in its bin gets 1, as in scanpy
            return new double[] {0, mean};
        }
        double squares =
                DoubleStream.of(inBin).map(d -> (d - mean) * (d - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / (inBin.length - 1))};
    }

    private static double[] medianAndMad(double[] inBin) {
        double median = new Median().evaluate(inBin);
        double[] deviations =
                DoubleStream.of(inBin).map(d -> Math.abs(d - median)).toArray();
        return new double[] {median, new Median().evaluate(deviations) / NORMAL_MAD};
    }
}
