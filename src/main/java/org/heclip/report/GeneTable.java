package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heclip.evaluate.GeneScore;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;

/** The genes that a model predicts best and worst. */
final class GeneTable {
    private static final int EACH_END = 15;
    private static final double SIGNIFICANT = 0.05;

    private final ReportInput input;
    private final Models.Key model;

    GeneTable(ReportInput input, Models.Key model) {
        this.input = input;
        this.model = model;
    }

    Table table() {
        List<List<GeneScore>> genes = bestFirst();
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

    private List<List<GeneScore>> bestFirst() {
        Map<String, List<GeneScore>> byGene = input.genes().stream()
                .filter(score ->
                        score.model().equals(model.model()) && score.protocol().equals(model.protocol()))
                .collect(Collectors.groupingBy(GeneScore::gene, TreeMap::new, Collectors.toList()));
        return byGene.values().stream()
                .sorted(Comparator.comparingDouble(scores -> -MapChoice.mean(scores)))
                .toList();
    }

    private static List<Cell> row(int rank, List<GeneScore> scores) {
        Comparator<Double> order = Comparator.naturalOrder();
        List<Double> pcc = scores.stream()
                .map(GeneScore::pcc)
                .filter(Objects::nonNull)
                .sorted(order)
                .toList();
        long significant = scores.stream()
                .filter(score -> score.qValue() != null && score.qValue() < SIGNIFICANT && score.pcc() > 0)
                .count();
        return List.of(
                Cell.figure((double) rank, Integer.toString(rank), ""),
                Cell.text(scores.get(0).gene()),
                figure(MapChoice.mean(scores)),
                figure(pcc.isEmpty() ? null : pcc.get(0)),
                figure(pcc.isEmpty() ? null : pcc.get(pcc.size() - 1)),
                mean(scores, GeneScore::spearman),
                mean(scores, GeneScore::rmse),
                mean(scores, GeneScore::ssim),
                mean(scores, GeneScore::moransIMeasured),
                mean(scores, GeneScore::moransIPredicted),
                Cell.figure((double) significant, significant + " of " + scores.size(), ""));
    }

    /** Mean over the sections where the figure is defined. */
    private static Cell mean(List<GeneScore> scores, Function<GeneScore, Double> figure) {
        List<Double> defined =
                scores.stream().map(figure).filter(Objects::nonNull).toList();
        return figure(
                defined.isEmpty()
                        ? null
                        : (Double) defined.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow());
    }

    private static Cell figure(Double value) {
        return Cell.figure(value, Figure.text(value), "");
    }
}
