package org.heclip.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.heclip.expression.DenseMatrix;
import org.heclip.fold.Leak;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.model.Prediction;

/** A prediction h5ad (docs/steps.md), put together. */
final class PredictedFile {
    private PredictedFile() {}

    /** @param measured of the same spots */
    static AnnData of(MeasuredSection section, PanelExpression measured, ModelFolder folder, Prediction prediction) {
        Map<String, Object> heclip = new LinkedHashMap<>(section.provenance().entries());
        if (folder.fold().spots().containsKey(section.id())) {
            // a block of a section is a section of its own from here on
            heclip.put("section", folder.card().fold());
        }
        heclip.putAll(folder.provenance());
        Prediction expression = folder.inExpression(prediction);
        AnnData data = section.data();
        DenseMatrix truth = folder.truth()
                .map(corrected -> corrected.of(section.id(), data.obs().index()))
                .orElse(measured.values());
        DataFrame genes = genes(folder.panel(), measured.columns());
        return new AnnData(
                        Optional.of(truth),
                        data.obs(),
                        folder.card().leaks().contains(Leak.RANKS.id()) ? rankedOn(truth, genes) : genes,
                        Map.of(),
                        data.obsm(),
                        data.uns())
                .withLayer("predicted", expression.mean())
                .withLayer("predicted_sd", expression.sd())
                .withUns("heclip", heclip);
    }

    /** As published code ranks: by mean and by variance of the very truth that is predicted. */
    private static DataFrame rankedOn(DenseMatrix truth, DataFrame genes) {
        double[] mean = new double[truth.cols()];
        double[] variance = new double[truth.cols()];
        for (int g = 0; g < mean.length; g++) {
            mean[g] = StatUtils.mean(truth.column(g));
            variance[g] = StatUtils.variance(truth.column(g));
        }
        return genes.with("heg_rank", new Column.Ints(ranks(mean))).with("hvg_rank", new Column.Ints(ranks(variance)));
    }

    /** 0 for the highest. */
    private static long[] ranks(double[] values) {
        List<Integer> order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(g -> -values[g]))
                .toList();
        long[] ranks = new long[values.length];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[order.get(rank)] = rank;
        }
        return ranks;
    }

    /** @param columns of the genes in the measured section; -1 where there is none */
    static DataFrame genes(List<PanelRow> panel, int[] columns) {
        int size = panel.size();
        boolean[] hvg = new boolean[size];
        boolean[] measured = new boolean[size];
        long[] hvgRank = new long[size];
        long[] hegRank = new long[size];
        double[] mean = new double[size];
        for (int g = 0; g < size; g++) {
            PanelRow row = panel.get(g);
            hvg[g] = row.hvg();
            measured[g] = columns[g] >= 0;
            hvgRank[g] = row.hvgRank() == null ? -1 : row.hvgRank();
            hegRank[g] = row.hegRank();
            mean[g] = row.meanLogExpression();
        }
        return DataFrame.of(panel.stream().map(PanelRow::gene).toList())
                .with(
                        "gene_ids",
                        new Column.Strings(panel.stream()
                                .map(row -> row.geneId() == null ? "" : row.geneId())
                                .toList()))
                .with("hvg", new Column.Bools(hvg))
                .with("hvg_rank", new Column.Ints(hvgRank))
                .with("heg_rank", new Column.Ints(hegRank))
                .with("mean_train", new Column.Doubles(mean))
                .with("measured", new Column.Bools(measured));
    }
}
