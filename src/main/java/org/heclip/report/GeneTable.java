package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;

/** The genes that a model predicts best and worst. */
final class GeneTable {
    private static final int EACH_END = 15;

    private final ReportInput input;
    private final Models.Key model;

    GeneTable(ReportInput input, Models.Key model) {
        this.input = input;
        this.model = model;
    }

    Table table() {
        List<GeneFigures.Gene> genes = input.genes().bestFirst(model);
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < genes.size(); i++) {
            if (i < EACH_END || i >= genes.size() - EACH_END) {
                rows.add(row(i + 1, genes.get(i)));
            }
        }
        return new Table(
                List.of(
                        "rank",
                        "gene",
                        "mean PCC",
                        "lowest",
                        "highest",
                        "Spearman",
                        "RMSE",
                        "SSIM",
                        "Moran's I measured",
                        "Moran's I predicted",
                        "q < 0.05 in"),
                rows);
    }

    private static List<Cell> row(int rank, GeneFigures.Gene gene) {
        double[] pcc = gene.defined();
        return List.of(
                Cell.figure((double) rank, Integer.toString(rank), ""),
                Cell.text(gene.name()),
                figure(gene.meanPcc()),
                figure(
                        pcc.length == 0
                                ? null
                                : (Double) DoubleStream.of(pcc).min().orElseThrow()),
                figure(
                        pcc.length == 0
                                ? null
                                : (Double) DoubleStream.of(pcc).max().orElseThrow()),
                figure(gene.spearman().mean()),
                figure(gene.rmse().mean()),
                figure(gene.ssim().mean()),
                figure(gene.moransMeasured().mean()),
                figure(gene.moransPredicted().mean()),
                Cell.figure((double) gene.significant(), gene.significant() + " of " + gene.rows(), ""));
    }

    private static Cell figure(Double value) {
        return Cell.figure(value, Figure.text(value), "");
    }
}
