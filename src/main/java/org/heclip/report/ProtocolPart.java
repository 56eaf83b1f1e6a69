package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.report.ReportInput.AuditRow;
import org.heclip.report.ReportInput.Sheet;
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
    static ProtocolPart of(ReportInput input, Models models) {
        return new ProtocolPart(
                auditLines(input),
                input.findings().map(ProtocolPart::table).orElse(null),
                input.waterfall().map(ProtocolPart::table).orElse(null),
                input.waterfall().flatMap(sheet -> steps(sheet, models)).orElse(null));
    }

    private static Table table(Sheet sheet) {
        return new Table(
                sheet.header().stream().map(name -> name.replace('_', ' ')).toList(),
                sheet.rows().stream()
                        .map(row -> row.stream().map(Cell::guessed).toList())
                        .toList());
    }

    /** A row of dots for each step of the waterfall; empty when the table has not the columns for it. */
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
            if (!Double.isNaN(value) && (panel < 0 || row.get(panel).equals("all"))) {
                String step = row.get(leak).isEmpty() ? field(sheet, row, "protocol") : "+ " + row.get(leak);
                steps.computeIfAbsent(step, name -> new ArrayList<>())
                        .add(new Plots.Estimate(
                                models.colourOf(row.get(model)),
                                row.get(model),
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
        Map<String, List<AuditRow>> byCheck = new LinkedHashMap<>();
        input.audit().forEach(row -> byCheck.computeIfAbsent(row.check().what(), what -> new ArrayList<>())
                .add(row));
        List<AuditLine> lines = new ArrayList<>();
        byCheck.forEach((what, rows) -> lines.add(new AuditLine(
                what,
                (int) rows.stream().filter(row -> row.check().passed()).count(),
                rows.size(),
                rows.stream()
                        .filter(row -> !row.check().detail().isEmpty())
                        .map(row -> row.model() + ", fold " + row.fold() + ", section " + row.section() + ": "
                                + row.check().detail())
                        .toList())));
        int pairs = input.sections().size() * (input.sections().size() - 1) / 2;
        lines.add(new AuditLine(
                "no two sections share spots with the same counts",
                pairs - input.twins().size(),
                pairs,
                input.twins().stream()
                        .map(twins -> twins.section() + " and " + twins.other() + ": " + twins.spots() + " spots")
                        .toList()));
        return lines;
    }
}
