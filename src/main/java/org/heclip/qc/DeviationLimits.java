package org.heclip.qc;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How far the spots of a section may lie from its median: {@code nmads} median absolute deviations, not scaled to a normal
 * distribution's, as in Heumos et al. (Nature Reviews Genetics 24, 550, 2023; "Single-cell best practices", quality control;
 * after Germain et al., Genome Biology 21, 227, 2020). Log totals and log gene numbers on both sides, the mitochondrial share
 * above only.
 *
 * @param counts of {@code log1p_total_counts}
 * @param genes of {@code log1p_n_genes_by_counts}
 * @param mitochondrial of {@code pct_counts_mt}
 */
public record DeviationLimits(Range counts, Range genes, Range mitochondrial) {
    /** Both ends belong to it. */
    public record Range(double low, double high) {
        private static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    /** @param metrics of all spots in tissue */
    static DeviationLimits of(SpotMetrics metrics, OptionalDouble nmads) {
        if (nmads.isEmpty() || metrics.totalCounts().length == 0) {
            return new DeviationLimits(Range.ALL, Range.ALL, Range.ALL);
        }
        double times = nmads.getAsDouble();
        return new DeviationLimits(
                around(metrics.log1pTotalCounts(), times),
                around(metrics.log1pGenesByCounts(), times),
                new Range(
                        Double.NEGATIVE_INFINITY,
                        around(metrics.pctCountsMt(), times).high()));
    }

    private static Range around(double[] values, double times) {
        double median = new Median().evaluate(values);
        double deviation = new Median()
                .evaluate(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
        return new Range(median - times * deviation, median + times * deviation);
    }
}
