package org.heclip.expression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Library-size normalisation, with the semantics of scanpy's {@code pp.normalize_total} and {@code pp.log1p}. */
public final class Normalisation {
    private static final int KEPT_BITS = 7;
    private static final int KEPT = 1 << KEPT_BITS;
    /** Multiplier of Fibonacci hashing. */
    private static final int SPREAD = 0x9E3779B1;

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
            mapRow(counts, s, count -> (float) Math.log1p((float) (count / scale)), values);
        });
        return counts.withValues(values);
    }

    /**
     * Median of the total counts over all spots of all sections that have counts: the target that scanpy takes by default for dense data.
     *
     * @throws IllegalArgumentException when no spot has counts
     */
    public static double medianTotal(List<ExpressionMatrix> counts) {
        double[] totals = counts.stream()
                .flatMapToDouble(section -> Arrays.stream(totals(section)))
                .filter(total -> total > 0)
                .toArray();
        if (totals.length == 0) {
            throw new IllegalArgumentException("no spot has counts");
        }
        return new Median().evaluate(totals);
    }

    /** Total counts of each spot. */
    public static double[] totals(ExpressionMatrix counts) {
        double[] totals = new double[counts.rows()];
        for (int s = 0; s < totals.length; s++) {
            for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
                totals[s] += counts.values()[i];
            }
        }
        return totals;
    }

    /** Mean of each gene over all spots. */
    public static double[] means(ExpressionMatrix matrix) {
        return GeneMoments.of(matrix).mean();
    }

    /** The normalised counts again, rounded to float as scanpy's are. */
    static ExpressionMatrix expm1(ExpressionMatrix logNormalised) {
        float[] values = new float[logNormalised.stored()];
        IntStream.range(0, logNormalised.rows())
                .parallel()
                .forEach(s -> mapRow(logNormalised, s, value -> (float) Math.expm1(value), values));
        return logNormalised.withValues(values);
    }

    private interface FloatFunction {
        float of(float value);
    }

    /** Values of one spot: most are one of few counts, so results are kept; a logarithm costs ten times a look-up. */
    private static void mapRow(ExpressionMatrix matrix, int s, FloatFunction function, float[] results) {
        float[] known = new float[KEPT];
        float[] mapped = new float[KEPT];
        Arrays.fill(known, Float.NaN);
        for (int i = matrix.starts()[s]; i < matrix.starts()[s + 1]; i++) {
            float value = matrix.values()[i];
            int place = (Float.floatToIntBits(value) * SPREAD) >>> (Integer.SIZE - KEPT_BITS);
            if (known[place] != value) {
                known[place] = value;
                mapped[place] = function.of(value);
            }
            results[i] = mapped[place];
        }
    }
}
