package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
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
        return SectionFile.withHeclip(kept, keys(limits));
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

    private static Map<String, Object> keys(QcThresholds limits) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("qc_min_counts", limits.minCounts());
        keys.put("qc_min_genes", limits.minGenes());
        keys.put("qc_min_cells", limits.minCells());
        keys.put("qc_max_pct_mt", limits.maxPctMt());
        keys.put("qc_min_spots", limits.minSpots());
        return keys;
    }
}
