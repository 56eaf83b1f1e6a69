package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.Layer;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;
import org.heclip.section.QcSummary;

/**
 * Each section: how well it is predicted, its quality control and its alignment.
 *
 * @param sheets of the sections that get a page
 * @param sections in all
 */
public record SectionsPart(Table table, Chart scores, Table qc, List<Sheet> sheets, int sections) {
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
        List<Plots.Row> rows = levels(input).stream()
                .map(level -> models.row(level.substring(SECTION.length()), "all", level))
                .toList();
        List<Sheet> sheets = new ArrayList<>();
        for (SectionView view : input.sections()) {
            sheets.add(sheet(view, sheets.size()));
        }
        String unit = HeldOut.of(input.fits()).unit(1);
        return new SectionsPart(
                table(input, models, unit),
                new BySection(unit).chart("sections", "mean PCC over all genes", rows),
                qc(input.qc()),
                sheets,
                input.allSections().size());
    }

    private static Table qc(List<QcSummary> summaries) {
        List<String> header = List.of(
                "section",
                "patient",
                "passed",
                "spots",
                "spots before",
                "genes",
                "genes before",
                "median counts",
                "median genes",
                "reason");
        // what failed is not to be left out of a long table
        List<QcSummary> failedFirst =
                new ArrayList<>(summaries.stream().filter(row -> !row.passed()).toList());
        summaries.stream().filter(QcSummary::passed).forEach(failedFirst::add);
        return Table.bounded(
                header,
                (summaries.size() > Table.MOST ? failedFirst : summaries)
                        .stream().map(SectionsPart::line).toList(),
                "metrics/qc.tsv");
    }

    private static List<Cell> line(QcSummary row) {
        return List.of(
                Cell.text(row.section()),
                Cell.text(row.patient()),
                Cell.text(row.passed() ? "yes" : "FAILED, left out"),
                Cell.figure((double) row.spotsAfter(), Integer.toString(row.spotsAfter()), ""),
                Cell.figure((double) row.spotsBefore(), Integer.toString(row.spotsBefore()), ""),
                Cell.figure((double) row.genesAfter(), Integer.toString(row.genesAfter()), ""),
                Cell.figure((double) row.genesBefore(), Integer.toString(row.genesBefore()), ""),
                Cell.figure(row.medianCounts(), Figure.whole(row.medianCounts()), ""),
                Cell.figure(row.medianGenes(), Figure.whole(row.medianGenes()), ""),
                Cell.text(row.reason() == null ? "" : row.reason()));
    }

    private static List<String> levels(ReportInput input) {
        return input.summary().stream()
                .map(SummaryScore::level)
                .filter(level -> level.startsWith(SECTION))
                .distinct()
                .sorted()
                .toList();
    }

    private static Table table(ReportInput input, Models models, String unit) {
        List<String> header = new ArrayList<>(List.of(unit, "model"));
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
        return Table.bounded(header, rows, "metrics/summary.tsv");
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
