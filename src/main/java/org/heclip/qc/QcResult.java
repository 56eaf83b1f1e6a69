package org.heclip.qc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;

/**
 * What quality control keeps of a section, and why it may fail as a whole. Metrics are taken over the spots in tissue, before
 * any threshold; then spots are chosen, then genes among the chosen spots.
 *
 * @param inTissue indices of the spots in tissue: the spots of the metrics
 * @param keptSpots indices into {@code inTissue} of the spots that pass
 * @param keptGenes indices of the genes that pass
 * @param deviations limits that follow from the spots themselves
 * @param reason why the section fails; empty when it passes
 * @param medianCounts of the kept spots; 0 when there are none
 * @param medianGenes of the kept spots; 0 when there are none
 */
public record QcResult(
        int[] inTissue,
        int[] keptSpots,
        int[] keptGenes,
        SpotMetrics spots,
        GeneMetrics genes,
        DeviationLimits deviations,
        String reason,
        double medianCounts,
        double medianGenes) {

    /**
     * @param counts raw, {@code [spot][gene]}
     * @param inTissue by spot
     */
    public static QcResult of(ExpressionMatrix counts, List<String> genes, boolean[] inTissue, QcThresholds limits) {
        int[] tissue =
                IntStream.range(0, inTissue.length).filter(s -> inTissue[s]).toArray();
        ExpressionMatrix covered = counts.selectRows(tissue);
        SpotMetrics spots = SpotMetrics.of(covered, genes);
        DeviationLimits deviations = DeviationLimits.of(spots, limits.nmads());
        int[] kept = kept(spots, limits, deviations);
        long[] found = GeneMetrics.of(covered.selectRows(kept)).cellsByCounts();
        int[] keptGenes = IntStream.range(0, counts.cols())
                .filter(g -> found[g] >= limits.minCells())
                .toArray();
        return new QcResult(
                tissue,
                kept,
                keptGenes,
                spots,
                GeneMetrics.of(covered),
                deviations,
                reason(tissue.length, kept.length, keptGenes.length, limits),
                median(Arrays.stream(kept).mapToDouble(s -> spots.totalCounts()[s])),
                median(Arrays.stream(kept).mapToDouble(s -> spots.genesByCounts()[s])));
    }

    private static int[] kept(SpotMetrics spots, QcThresholds limits, DeviationLimits deviations) {
        double[] logCounts = spots.log1pTotalCounts();
        double[] logGenes = spots.log1pGenesByCounts();
        return IntStream.range(0, logCounts.length)
                .filter(s -> spots.totalCounts()[s] >= limits.minCounts()
                        && spots.genesByCounts()[s] >= limits.minGenes()
                        && spots.pctCountsMt()[s] <= limits.maxPctMt()
                        && deviations.counts().holds(logCounts[s])
                        && deviations.genes().holds(logGenes[s])
                        && deviations.mitochondrial().holds(spots.pctCountsMt()[s]))
                .toArray();
    }

    public boolean passed() {
        return reason.isEmpty();
    }

    private static String reason(int inTissue, int keptSpots, int keptGenes, QcThresholds limits) {
        if (keptSpots < limits.minSpots() || keptSpots == 0) {
            return keptSpots + " of " + inTissue + " spots in tissue pass, at least " + Math.max(1, limits.minSpots())
                    + " are needed";
        }
        return keptGenes == 0 ? "no gene is found in " + limits.minCells() + " of the kept spots" : "";
    }

    private static double median(java.util.stream.DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            return 0;
        }
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
