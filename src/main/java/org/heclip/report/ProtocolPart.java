package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.report.ReportInput.Sheet;
import org.heclip.report.ReportInput.TwinSearch;
import org.heclip.report.ReportPage.AuditLine;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Table;

/**
 * The leak audit, and what each leak is worth where protocols were compared.
 *
 * @param findings null when the audit wrote no table
 * @param waterfall null when protocols were not compared
 * @param steps null when that, or when the table has not the columns for it
 */
public record ProtocolPart(List<AuditLine> audit, Table findings, Table waterfall, Chart steps) {
    /** No more remarks on a check are on the page. */
    private static final int REMARKS = 100;

    private static final String ALL = "all";
    private static final String HIGHEST = "heg50";

    static ProtocolPart of(ReportInput input, Models models) {
        return new ProtocolPart(
                auditLines(input),
                input.findings().map(ProtocolPart::findings).orElse(null),
                input.waterfall()
                        .map(sheet -> table(sheet, "metrics/waterfall.tsv"))
                        .orElse(null),
                input.waterfall().flatMap(sheet -> steps(sheet, models)).orElse(null));
    }

    /** Findings and notes before what passed, where there is not room for all. */
    private static Table findings(Sheet sheet) {
        int verdict = sheet.header().indexOf("verdict");
        if (verdict < 0 || sheet.rows().size() <= Table.MOST) {
            return table(sheet, "metrics/audit.tsv");
        }
        List<List<String>> told = new ArrayList<>();
        for (boolean passed : new boolean[] {false, true}) {
            sheet.rows().stream()
                    .filter(row -> row.get(verdict).equals("passed") == passed)
                    .forEach(told::add);
        }
        return table(new Sheet(sheet.header(), told), "metrics/audit.tsv");
    }

    private static Table table(Sheet sheet, String file) {
        return Table.bounded(
                sheet.header().stream().map(name -> name.replace('_', ' ')).toList(),
                sheet.rows().stream()
                        .map(row -> row.stream().map(Cell::guessed).toList())
                        .toList(),
                file);
    }

    /**
     * A row of dots for each step of the waterfall: over all genes and, since the ranking of panels is a leak too, over the highest
     * expressed ones. Empty when the table has not the columns for it.
     */
    private static Optional<Chart> steps(Sheet sheet, Models models) {
        int leak = sheet.header().indexOf("leak");
        int model = sheet.header().indexOf("model");
        int mean = sheet.header().indexOf("mean");
        if (leak < 0 || model < 0 || mean < 0) {
            return Optional.empty();
        }
        int panel = sheet.header().indexOf("panel");
        Map<String, List<Plots.Estimate>> steps = new LinkedHashMap<>();
        for (List<String> row : sheet.rows()) {
            double value = Figure.number(row.get(mean));
            String genes = panel < 0 ? ALL : row.get(panel);
            if (!Double.isNaN(value) && (genes.equals(ALL) || genes.equals(HIGHEST))) {
                String step = row.get(leak).isEmpty() ? field(sheet, row, "protocol") : "+ " + row.get(leak);
                int colour = models.colourOf(row.get(model)) % (Models.COLOURS / 2);
                steps.computeIfAbsent(step, name -> new ArrayList<>())
                        .add(new Plots.Estimate(
                                // the same colour with a diamond
                                genes.equals(ALL) ? colour : colour + Models.COLOURS / 2,
                                row.get(model) + (panel < 0 ? "" : ", " + genes),
                                value,
                                Figure.number(field(sheet, row, "ci_low")),
                                Figure.number(field(sheet, row, "ci_high"))));
            }
        }
        List<Plots.Row> rows = new ArrayList<>();
        steps.forEach((name, estimates) -> rows.add(new Plots.Row(name, estimates)));
        Plots.Intervals intervals = new Plots.Intervals("mean PCC as leaks are let in one after the other", rows);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart("waterfall", "intervals", intervals, Plots.intervals(intervals)));
    }

    private static String field(Sheet sheet, List<String> row, String name) {
        int column = sheet.header().indexOf(name);
        return column < 0 ? "" : row.get(column);
    }

    private static List<AuditLine> auditLines(ReportInput input) {
        Map<String, List<CheckedPrediction>> byCheck = new LinkedHashMap<>();
        input.audit().forEach(row -> byCheck.computeIfAbsent(row.check(), what -> new ArrayList<>())
                .add(row));
        List<AuditLine> lines = new ArrayList<>();
        byCheck.forEach((what, rows) -> lines.add(line(
                what,
                (int) rows.stream().filter(CheckedPrediction::passed).count(),
                rows.size(),
                rows.stream()
                        .filter(row -> row.detail() != null)
                        .sorted(Comparator.comparing(CheckedPrediction::passed))
                        .map(row -> row.model() + ", fold " + row.fold() + ", section " + row.section() + ": "
                                + row.detail())
                        .toList())));
        TwinSearch search = input.twins();
        int sections = input.allSections().size();
        int pairs = sections * (sections - 1) / 2;
        List<String> remarks = new ArrayList<>(search.pairs().stream()
                .map(twins -> twins.section() + " and " + twins.other() + ": " + twins.spots() + " spots")
                .toList());
        if (search.compared() < search.spots()) {
            remarks.add(search.spots() - search.compared() + " of " + search.spots()
                    + " spots have counts in fewer than 20 of the " + search.genes()
                    + " genes that all sections share, and were not compared");
        }
        lines.add(line(
                "no two sections share spots with the same counts",
                pairs - search.pairs().size(),
                pairs,
                remarks));
        return lines;
    }

    private static AuditLine line(String what, int passed, int of, List<String> remarks) {
        int told = Math.min(remarks.size(), REMARKS);
        return new AuditLine(what, passed, of, List.copyOf(remarks.subList(0, told)), remarks.size() - told);
    }
}
