package org.heclip.expression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Library-size normalisation, with the semantics of scanpy's {@code pp.normalize_total} and {@code pp.log1p}. */
public final class Normalisation {
    private Normalisation() {}

    /**
     * Scales each spot to {@code targetSum} counts, then takes log(1 + x). Spots without counts stay zero.
     *
     * @param counts raw counts {@code [spot][gene]}
     * @param targetSum counts per spot after scaling, above zero
     * @return the same non-zeros, log-normalised
     * @throws IllegalArgumentException for a target that is not a positive number
     */
    public static ExpressionMatrix logNormalise(ExpressionMatrix counts, double targetSum) {
        return logNormalise(counts, totals(counts), targetSum);
    }

    /** As {@link #logNormalise(ExpressionMatrix, double)}, of some genes. @param totals of each spot, over all its genes */
    public static ExpressionMatrix logNormalise(ExpressionMatrix counts, double[] totals, double targetSum) {
        if (!(targetSum > 0) || Double.isInfinite(targetSum)) {
            throw new IllegalArgumentException("target sum " + targetSum + " (expected above 0)");
        }
        float[] values = new float[counts.stored()];
        IntStream.range(0, counts.rows()).parallel().forEach(s -> {
            double scale = totals[s] > 0 ? totals[s] / targetSum : 1;
            // rounded to float between the two, as scanpy's matrices are
            KeptResults log = new KeptResults(count -> (float) Math.log1p((float) (count / scale)));
            for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
                values[i] = log.of(counts.values()[i]);
            }
        });
        return counts.withValues(values);
    }

    /**
     * Median of the total counts over all spots of all sections that have counts: the target that scanpy takes by default for dense data.
     *
     * @throws IllegalArgumentException when no spot has counts
     */
    public static double medianTotal(List<ExpressionMatrix> counts) {
        return medianTotal(counts.stream()
                .flatMapToDouble(section -> Arrays.stream(totals(section)))
                .toArray());
    }

    /** The same from the total counts of all spots. */
    public static double medianTotal(double[] all) {
        double[] totals = Arrays.stream(all).filter(total -> total > 0).toArray();
        if (totals.length == 0) {
            throw new IllegalArgumentException("no spot has counts");
        }
        return new Median().evaluate(totals);
    }

    /** Total counts of each spot. */
    public static double[] totals(ExpressionMatrix counts) {
        return IntStream.range(0, counts.rows())
                .parallel()
                .mapToDouble(s -> total(counts, s))
                .toArray();
    }

    private static double total(ExpressionMatrix counts, int s) {
        double total = 0;
        for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
            total += counts.values()[i];
        }
        return total;
    }

    /** Mean of each gene over all spots. */
    public static double[] means(ExpressionMatrix matrix) {
        return GeneMoments.of(matrix).mean();
    }
}
