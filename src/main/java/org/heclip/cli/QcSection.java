package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.NdArray;
import org.heclip.qc.DeviationLimits;
import org.heclip.qc.GeneMetrics;
import org.heclip.qc.QcResult;
import org.heclip.qc.QcThresholds;
import org.heclip.qc.SpotMetrics;

/** A section after quality control, its columns named as scanpy names them. */
final class QcSection {
    private QcSection() {}

    /** The kept spots and genes, with the metrics and the thresholds that they passed. */
    static AnnData of(AnnData data, QcResult result, QcThresholds limits) {
        AnnData covered = data.selectSpots(result.inTissue());
        AnnData kept = covered.withObs(obs(covered.obs(), result.spots()))
                .withVar(var(covered.var(), result.genes()))
                .selectSpots(result.keptSpots())
                .selectGenes(result.keptGenes());
        return SectionFile.withHeclip(kept, keys(limits, result));
    }

    private static DataFrame obs(DataFrame obs, SpotMetrics metrics) {
        return obs.with("n_genes_by_counts", new Column.Ints(metrics.genesByCounts()))
                .with("log1p_n_genes_by_counts", new Column.Doubles(metrics.log1pGenesByCounts()))
                .with("total_counts", new Column.Doubles(metrics.totalCounts()))
                .with("log1p_total_counts", new Column.Doubles(metrics.log1pTotalCounts()))
                .with("pct_counts_mt", new Column.Doubles(metrics.pctCountsMt()));
    }

    private static DataFrame var(DataFrame var, GeneMetrics metrics) {
        return var.with("n_cells_by_counts", new Column.Ints(metrics.cellsByCounts()))
                .with("mean_counts", new Column.Doubles(metrics.meanCounts()))
                .with("log1p_mean_counts", new Column.Doubles(metrics.log1pMeanCounts()))
                .with("pct_dropout_by_counts", new Column.Doubles(metrics.pctDropoutByCounts()))
                .with("total_counts", new Column.Doubles(metrics.totalCounts()))
                .with("log1p_total_counts", new Column.Doubles(metrics.log1pTotalCounts()));
    }

    private static Map<String, Object> keys(QcThresholds limits, QcResult result) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("qc_min_counts", limits.minCounts());
        keys.put("qc_min_genes", limits.minGenes());
        keys.put("qc_min_cells", limits.minCells());
        keys.put("qc_max_pct_mt", limits.maxPctMt());
        keys.put("qc_min_spots", limits.minSpots());
        limits.nmads().ifPresent(nmads -> {
            keys.put("qc_nmads", nmads);
            DeviationLimits deviations = result.deviations();
            keys.put("qc_log1p_total_counts_low", deviations.counts().low());
            keys.put("qc_log1p_total_counts_high", deviations.counts().high());
            keys.put("qc_log1p_n_genes_by_counts_low", deviations.genes().low());
            keys.put("qc_log1p_n_genes_by_counts_high", deviations.genes().high());
            keys.put("qc_pct_counts_mt_high", deviations.mitochondrial().high());
        });
        keys.put("qc_before", before(result.spots()));
        return keys;
    }

    /** The metrics of all spots in tissue: what the thresholds were held against. */
    private static Map<String, Object> before(SpotMetrics spots) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("total_counts", vector(spots.totalCounts()));
        before.put(
                "n_genes_by_counts",
                vector(LongStream.of(spots.genesByCounts()).asDoubleStream().toArray()));
        before.put("pct_counts_mt", vector(spots.pctCountsMt()));
        return before;
    }

    private static NdArray vector(double[] values) {
        return new NdArray(new int[] {values.length}, values);
    }
}
