package org.heclip.expression;

import java.util.stream.IntStream;

/**
 * Mean and unbiased variance (over n - 1) of each gene.
 *
 * @param variance 0 for a single spot
 */
record GeneMoments(double[] mean, double[] variance) {
    /** Fixed, so that the sums do not depend on the machine's cores. */
    private static final int PARTS = 8;

    /** Adds something for each stored value from one index to another to sums by gene. */
    interface Sum {
        void add(int from, int to, double[] byGene);
    }

    static GeneMoments of(ExpressionMatrix m) {
        double[] mean = sum(m, (from, to, sums) -> {
            for (int i = from; i < to; i++) {
                sums[m.genes()[i]] += m.values()[i];
            }
        });
        for (int g = 0; g < mean.length; g++) {
            mean[g] /= m.rows();
        }
        int[] stored = stored(m);
        double[] variance = sum(m, (from, to, sums) -> {
            for (int i = from; i < to; i++) {
                double difference = m.values()[i] - mean[m.genes()[i]];
                sums[m.genes()[i]] += difference * difference;
            }
        });
        for (int g = 0; g < variance.length; g++) {
            variance[g] = (variance[g] + (m.rows() - stored[g]) * mean[g] * mean[g]) / Math.max(1, m.rows() - 1);
        }
        return new GeneMoments(mean, variance);
    }

    /** Number of stored values of each gene. */
    static int[] stored(ExpressionMatrix m) {
        int[] stored = new int[m.cols()];
        for (int gene : m.genes()) {
            stored[gene]++;
        }
        return stored;
    }

    /** Sums by gene over all stored values, taken in parts side by side. */
    static double[] sum(ExpressionMatrix m, Sum of) {
        double[][] parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> {
                    double[] sums = new double[m.cols()];
                    of.add(bound(m.stored(), part), bound(m.stored(), part + 1), sums);
                    return sums;
                })
                .toArray(double[][]::new);
        double[] total = new double[m.cols()];
        for (double[] sums : parts) {
            for (int g = 0; g < total.length; g++) {
                total[g] += sums[g];
            }
        }
        return total;
    }

    private static int bound(int stored, int part) {
        return (int) ((long) stored * part / PARTS);
    }
}
