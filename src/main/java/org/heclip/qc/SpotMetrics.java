package org.heclip.qc;

import java.util.List;
import java.util.Locale;
import org.heclip.expression.ExpressionMatrix;

/**
 * Figures of each spot, as {@code scanpy.pp.calculate_qc_metrics(qc_vars=["mt"], percent_top=None)} names and defines them
 * (Wolf et al., Genome Biology 2018). All arrays are {@code [spot]}.
 *
 * @param genesByCounts genes with a count above 0
 * @param totalCounts sum of counts
 * @param pctCountsMt share of counts of mitochondrial genes in per cent; 0 for a spot without counts (scanpy: not a number)
 */
public record SpotMetrics(long[] genesByCounts, double[] totalCounts, double[] pctCountsMt) {
    private static final String MITOCHONDRIAL = "MT-";

    /** @param genes symbols, in the order of the columns; those that start with {@code MT-} (mouse {@code mt-}) count */
    public static SpotMetrics of(ExpressionMatrix counts, List<String> genes) {
        boolean[] mitochondrial = new boolean[counts.cols()];
        for (int g = 0; g < mitochondrial.length; g++) {
            mitochondrial[g] = genes.get(g).toUpperCase(Locale.ROOT).startsWith(MITOCHONDRIAL);
        }
        long[] found = new long[counts.rows()];
        double[] total = new double[counts.rows()];
        double[] pctMt = new double[counts.rows()];
        for (int s = 0; s < counts.rows(); s++) {
            double ofMt = 0;
            for (int i = counts.starts()[s]; i < counts.starts()[s + 1]; i++) {
                float value = counts.values()[i];
                total[s] += value;
                found[s] += value > 0 ? 1 : 0;
                ofMt += mitochondrial[counts.genes()[i]] ? value : 0;
            }
            pctMt[s] = total[s] > 0 ? 100 * ofMt / total[s] : 0;
        }
        return new SpotMetrics(found, total, pctMt);
    }

    /** {@code log(1 + n_genes_by_counts)}, natural. */
    public double[] log1pGenesByCounts() {
        double[] logged = new double[genesByCounts.length];
        for (int s = 0; s < logged.length; s++) {
            logged[s] = Math.log1p(genesByCounts[s]);
        }
        return logged;
    }

    /** {@code log(1 + total_counts)}, natural. */
    public double[] log1pTotalCounts() {
        double[] logged = new double[totalCounts.length];
        for (int s = 0; s < logged.length; s++) {
            logged[s] = Math.log1p(totalCounts[s]);
        }
        return logged;
    }
}
