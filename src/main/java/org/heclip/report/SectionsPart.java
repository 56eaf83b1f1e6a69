package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.Layer;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.QcLine;
import org.heclip.report.ReportPage.Table;

/** Each section: how well it is predicted, its quality control and its alignment. */
public record SectionsPart(Table table, Chart scores, List<QcLine> qc, List<Sheet> sheets) {
    private static final String SECTION = "section:";
    private static final List<String> PANELS = List.of("all", "heg50");
    private static final int BINS = 32;

    /**
     * The page of one section.
     *
     * @param picture its H&amp;E as a data URI; empty when there is none
     * @param mpp um per pixel, as text
     * @param margin of the orientation, as text
     * @param histograms of its spots' figures
     */
    public record Sheet(SectionView view, String picture, String mpp, String margin, List<Chart> histograms) {}

    static SectionsPart of(ReportInput input, Models models) {
        Plots.Intervals intervals = new Plots.Intervals(
                "mean PCC over all genes, by section",
                levels(input).stream()
                        .map(level -> models.row(level.substring(SECTION.length()), "all", level))
                        .toList());
        List<Sheet> sheets = new ArrayList<>();
        for (SectionView view : input.sections()) {
            sheets.add(sheet(view, sheets.size()));
        }
        return new SectionsPart(
                table(input, models),
                new Chart("sections", "intervals", intervals, Plots.intervals(intervals)),
                input.qc().stream()
                        .map(row -> new QcLine(row, Figure.whole(row.medianCounts()), Figure.whole(row.medianGenes())))
                        .toList(),
                sheets);
    }

    private static List<String> levels(ReportInput input) {
        return input.summary().stream()
                .map(SummaryScore::level)
                .filter(level -> level.startsWith(SECTION))
                .distinct()
                .sorted()
                .toList();
    }

    private static Table table(ReportInput input, Models models) {
        List<String> header = new ArrayList<>(List.of("section", "model"));
        header.addAll(PANELS);
        List<List<Cell>> rows = new ArrayList<>();
        for (String level : levels(input)) {
            for (Models.Key key : models.keys()) {
                List<Cell> row = new ArrayList<>(
                        List.of(Cell.text(level.substring(SECTION.length())), Cell.text(models.label(key))));
                PANELS.forEach(panel -> row.add(Cell.score(models.score(key, panel, level))));
                rows.add(row);
            }
        }
        return new Table(header, rows);
    }

    private static Sheet sheet(SectionView view, int number) {
        List<Chart> histograms = new ArrayList<>();
        for (Layer layer : view.layers()) {
            if (layer.values().length > 0 && !Quantised.isFlat(layer.values())) {
                Plots.Histogram histogram = histogram(layer);
                histograms.add(new Chart(
                        "section" + number + "histogram" + histograms.size(),
                        "histogram",
                        histogram,
                        Plots.histogram(histogram)));
            }
        }
        return new Sheet(
                view,
                view.image().isPresent() ? new SpotMap(view.image(), view.positions(), SpotMap.SMALL).tissue() : "",
                Figure.brief(view.mpp()),
                Figure.brief(view.orientationMargin()),
                histograms);
    }

    private static Plots.Histogram histogram(Layer layer) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : layer.before().length > 0 ? layer.before() : layer.values()) {
            // NaN is neither
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        List<Plots.Mark> marks = new ArrayList<>();
        for (Map.Entry<String, Double> threshold : layer.thresholds().entrySet()) {
            if (threshold.getValue() >= low && threshold.getValue() <= high) {
                marks.add(new Plots.Mark(threshold.getKey(), threshold.getValue()));
            }
        }
        return new Plots.Histogram(
                layer.label(), low, high, counts(layer.values(), low, high), counts(layer.before(), low, high), marks);
    }

    private static int[] counts(double[] values, double low, double high) {
        int[] counts = new int[values.length == 0 ? 0 : BINS];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[Math.min(BINS - 1, (int) ((value - low) / (high - low) * BINS))]++;
            }
        }
        return counts;
    }
}
