package org.heclip.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Normalisation;
import org.heclip.fold.Leak;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.model.Prediction;

/** A prediction h5ad (docs/steps.md), put together. */
final class PredictedFile {
    private PredictedFile() {}

    static AnnData of(MeasuredSection section, ModelFolder folder, Prediction prediction) {
        Map<String, Object> heclip = new LinkedHashMap<>(section.provenance().entries());
        if (folder.fold().spots().containsKey(section.id())) {
            // a block of a section is a section of its own from here on
            heclip.put("section", folder.card().fold());
        }
        heclip.putAll(folder.provenance());
        Prediction expression = folder.inExpression(prediction);
        int[] columns = columns(section, folder.panel());
        ExpressionMatrix normalised =
                Normalisation.logNormalise(section.counts(), folder.card().targetSum());
        AnnData data = section.data();
        DenseMatrix truth = folder.truth()
                .map(corrected -> corrected.of(section.id(), data.obs().index()))
                .orElseGet(() -> measured(normalised, columns));
        DataFrame genes = genes(folder.panel(), columns);
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

    /** Where the panel's genes are in a section, -1 for those that are not. */
    static int[] columns(MeasuredSection section, List<PanelRow> panel) {
        return GeneIdentity.indices(section.identity(), identity(panel));
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

    /** With identifiers only where each gene has one. */
    static GeneIdentity.Genes identity(List<PanelRow> panel) {
        boolean complete = panel.stream().noneMatch(row -> row.geneId() == null);
        return new GeneIdentity.Genes(
                panel.stream().map(PanelRow::gene).toList(),
                Optional.of(panel)
                        .filter(rows -> complete)
                        .map(rows -> rows.stream().map(PanelRow::geneId).toList()));
    }

    /** A gene that the section does not have (below the filter of qc, or not on its array) counts as not detected. */
    static DenseMatrix measured(ExpressionMatrix normalised, int[] columns) {
        DenseMatrix all = normalised.dense();
        DenseMatrix measured = DenseMatrix.zeros(all.rows(), columns.length);
        for (int s = 0; s < all.rows(); s++) {
            for (int g = 0; g < columns.length; g++) {
                measured.values()[s * columns.length + g] = columns[g] < 0 ? 0 : all.get(s, columns[g]);
            }
        }
        return measured;
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
