package org.heclip.expression;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sum and sum of squares of each gene's values, in one pass: a matrix of tens of thousands of genes is read once, and sums of counts are
 * exact in double precision, so that genes with the same counts in another order stay equal.
 *
 * @param spots number of values of each gene, stored or not
 */
record GeneMoments(int spots, double[] sum, double[] squares) {
    /** Fixed, so that the sums do not depend on the machine's cores. */
    private static final int PARTS = 8;
    /** Part of the squared mean below which a variance is what rounding left of a constant gene. */
    private static final double ROUNDING = 1e-12;

    /** Of a function of the values. */
    interface FloatFunction {
        float of(float value);
    }

    static GeneMoments of(ExpressionMatrix m) {
        return ofParts(m, sums -> (from, to) -> add(m, from, to, sums));
    }

    /** @param function of stored values, 0 for 0 */
    static GeneMoments of(ExpressionMatrix m, FloatFunction function) {
        return ofParts(m, sums -> (from, to) -> add(m, from, to, new KeptResults(function), sums));
    }

    /** The moments of some of the genes. */
    GeneMoments select(int[] genes) {
        return new GeneMoments(
                spots,
                IntStream.of(genes).mapToDouble(g -> sum[g]).toArray(),
                IntStream.of(genes).mapToDouble(g -> squares[g]).toArray());
    }

    double[] mean() {
        return Arrays.stream(sum).map(total -> total / spots).toArray();
    }

    /** Unbiased (over n - 1); 0 for a single spot. */
    double[] variance() {
        double[] variance = new double[sum.length];
        for (int g = 0; g < variance.length; g++) {
            double mean = sum[g] / spots;
            double biased = squares[g] / spots - mean * mean;
            variance[g] = biased <= ROUNDING * mean * mean ? 0 : biased * spots / (spots - 1.0);
        }
        return variance;
    }

    private interface Sums {
        Rows to(double[] interleaved);
    }

    private interface Rows {
        void add(int from, int to);
    }

    /** Parts of the rows side by side; a gene's two sums lie side by side too, on one line of the processor's cache. */
    private static GeneMoments ofParts(ExpressionMatrix m, Sums sums) {
        double[][] parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> {
                    double[] interleaved = new double[2 * m.cols()];
                    sums.to(interleaved).add(bound(m.rows(), part), bound(m.rows(), part + 1));
                    return interleaved;
                })
                .toArray(double[][]::new);
        double[] sum = new double[m.cols()];
        double[] squares = new double[m.cols()];
        for (double[] part : parts) {
            for (int g = 0; g < sum.length; g++) {
                sum[g] += part[2 * g];
                squares[g] += part[2 * g + 1];
            }
        }
        return new GeneMoments(m.rows(), sum, squares);
    }

    private static void add(ExpressionMatrix m, int from, int to, double[] sums) {
        int[] genes = m.genes();
        float[] values = m.values();
        int end = m.starts()[to];
        for (int i = m.starts()[from]; i < end; i++) {
            double value = values[i];
            int at = 2 * genes[i];
            sums[at] += value;
            sums[at + 1] += value * value;
        }
    }

    private static void add(ExpressionMatrix m, int from, int to, KeptResults function, double[] sums) {
        int[] genes = m.genes();
        float[] values = m.values();
        int end = m.starts()[to];
        for (int i = m.starts()[from]; i < end; i++) {
            double value = function.of(values[i]);
            int at = 2 * genes[i];
            sums[at] += value;
            sums[at + 1] += value * value;
        }
    }

    private static int bound(int rows, int part) {
        return (int) ((long) rows * part / PARTS);
    }
}
