package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Legend;
import org.heclip.report.ReportPage.Table;

/**
 * How good each model is over all sections.
 *
 * @param overSections whether there are intervals over resampled sections
 * @param units what was held out: sections, or blocks of them
 */
public record ModelsPart(
        Table table, List<Legend> legend, Chart panels, Table paired, boolean overSections, String units) {
    static final String OVERALL = "overall";

    static ModelsPart of(ReportInput input, Models models) {
        List<String> panels = models.panels();
        Plots.Intervals intervals = new Plots.Intervals(
                "mean PCC, overall",
                panels.stream().map(panel -> models.row(panel, panel, OVERALL)).toList());
        return new ModelsPart(
                modelTable(models, panels, HeldOut.of(input.fits()).unit(2)),
                models.keys().stream()
                        .map(key -> new Legend(models.label(key), models.colour(key)))
                        .toList(),
                new Chart("panels", "intervals", intervals, Plots.intervals(intervals)),
                pairedTable(input),
                input.summary().stream().anyMatch(score -> score.sectionCiLow() != null),
                HeldOut.of(input.fits()).unit(2));
    }

    private static Table modelTable(Models models, List<String> panels, String units) {
        List<String> header = new ArrayList<>(List.of("model"));
        header.addAll(panels);
        header.add("all, over " + units);
        header.add("undefined");
        List<List<Cell>> rows = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(models.label(key))));
            panels.forEach(panel -> row.add(Cell.score(models.score(key, panel, OVERALL))));
            Optional<SummaryScore> all = models.score(key, "all", OVERALL);
            row.add(all.filter(score -> score.sectionCiLow() != null)
                    .map(score -> Cell.figure(
                            score.sectionCiLow(),
                            Figure.text(score.sectionCiLow()) + " to " + Figure.text(score.sectionCiHigh()),
                            "95 % interval over " + score.sections() + " resampled " + units))
                    .orElse(Cell.text("\u2013")));
            row.add(all.map(score -> Cell.figure(
                            (double) score.undefined(),
                            score.undefined() + " of " + score.n(),
                            "gene and section pairs without a correlation, counted as 0"))
                    .orElse(Cell.text("")));
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private static Table pairedTable(ReportInput input) {
        List<List<Cell>> rows = input.paired().stream()
                .map(pair -> List.of(
                        Cell.text(pair.modelA() + " \u2212 " + pair.modelB()),
                        Cell.text(pair.panel()),
                        Cell.text(pair.protocol()),
                        Cell.figure(
                                pair.difference(),
                                Figure.withInterval(pair.difference(), pair.ciLow(), pair.ciHigh()),
                                "")))
                .toList();
        return new Table(List.of("models", "panel", "protocol", "difference in PCC"), rows);
    }
}
