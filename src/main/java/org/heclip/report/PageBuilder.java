package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.ReportInput.AuditRow;
import org.heclip.report.ReportInput.GeneMap;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.TissueImage;
import org.heclip.report.ReportPage.AuditLine;
import org.heclip.report.ReportPage.Cell;
import org.heclip.report.ReportPage.Legend;
import org.heclip.report.ReportPage.MapRow;
import org.heclip.report.ReportPage.Picture;
import org.heclip.report.ReportPage.QcLine;
import org.heclip.report.ReportPage.SectionCard;
import org.heclip.report.ReportPage.Table;

/** Turns figures into what the page shows. */
final class PageBuilder {
    private static final String OVERALL = "overall";
    private static final String SECTION = "section:";
    private static final List<String> SECTION_PANELS = List.of("all", "heg50");

    private final ReportInput input;
    private final Models models;

    PageBuilder(ReportInput input) {
        this.input = input;
        this.models = new Models(input.summary());
    }

    ReportPage page() {
        return new ReportPage(
                input.title(),
                input.summary().stream().anyMatch(score -> score.protocol().equals("reference")),
                new Verdict(input).sentences(),
                alerts(),
                modelTable(),
                panelPlot(),
                Plots.distribution(models.keys().stream().map(this::series).toList()),
                models.keys().stream()
                        .map(key -> new Legend(models.label(key), models.colour(key)))
                        .toList(),
                sectionTable(),
                sectionPlot(),
                input.maps().stream().map(this::mapRow).toList(),
                new GeneTable(input).table(),
                new CurvePanels(input.curves(), models).panels(),
                input.qc().stream()
                        .map(row -> new QcLine(row, Figure.whole(row.medianCounts()), Figure.whole(row.medianGenes())))
                        .toList(),
                input.sections().stream().map(PageBuilder::card).toList(),
                auditLines(),
                pairedTable(),
                input.parameters(),
                input.versions());
    }

    private List<String> alerts() {
        List<String> alerts = new ArrayList<>();
        input.qc().stream()
                .filter(row -> !row.passed())
                .forEach(row -> alerts.add("Section " + row.section() + " failed quality control and is left out: "
                        + (row.reason() == null ? "no reason given" : row.reason()) + "."));
        input.sections().forEach(section -> section.warnings()
                .forEach(warning -> alerts.add("Section " + section.id() + ", alignment: " + warning)));
        input.audit().stream()
                .filter(row -> !row.check().passed())
                .forEach(row -> alerts.add("Leak: " + row.model() + ", section " + row.section() + ": "
                        + row.check().detail() + "."));
        input.twins()
                .forEach(twins -> alerts.add("Sections " + twins.section() + " and " + twins.other() + " share "
                        + twins.spots() + " spots with the same counts: is one a copy of the other?"));
        return alerts;
    }

    private Table modelTable() {
        List<String> panels = panels();
        List<String> header = new ArrayList<>(List.of("model"));
        header.addAll(panels);
        header.add("undefined");
        List<List<Cell>> rows = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(models.label(key))));
            panels.forEach(panel -> row.add(cell(models.score(key, panel, OVERALL))));
            Optional<SummaryScore> all = models.score(key, "all", OVERALL);
            row.add(all.map(score -> Cell.figure(
                            (double) score.undefined(),
                            score.undefined() + " of " + score.n(),
                            "gene and section pairs without a correlation, counted as 0"))
                    .orElse(Cell.text("")));
            rows.add(row);
        }
        return new Table(header, rows);
    }

    private static Cell cell(Optional<SummaryScore> score) {
        return score.map(s -> Cell.figure(
                        s.mean(),
                        Figure.withInterval(s.mean(), s.ciLow(), s.ciHigh()),
                        s.n() + " gene and section pairs, " + s.undefined() + " undefined"))
                .orElse(Cell.text("\u2013"));
    }

    private List<String> panels() {
        Set<String> panels = new LinkedHashSet<>();
        input.summary().forEach(score -> panels.add(score.panel()));
        return List.copyOf(panels);
    }

    private Plot panelPlot() {
        return Plots.intervals(
                panels().stream().map(panel -> row(panel, panel, OVERALL)).toList(), "mean PCC, overall");
    }

    private Plots.Row row(String label, String panel, String level) {
        List<Plots.Estimate> estimates = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            models.score(key, panel, level)
                    .map(score -> new Plots.Estimate(
                            models.colour(key),
                            models.label(key) + ", " + label,
                            orNaN(score.mean()),
                            orNaN(score.ciLow()),
                            orNaN(score.ciHigh())))
                    .ifPresent(estimates::add);
        }
        return new Plots.Row(label, estimates);
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }

    private Plots.Series series(Models.Key key) {
        double[] values = input.genes().stream()
                .filter(score ->
                        score.model().equals(key.model()) && score.protocol().equals(key.protocol()))
                .map(GeneScore::pcc)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Plots.Series(models.label(key), models.colour(key), values);
    }

    private List<String> sections() {
        return input.summary().stream()
                .map(SummaryScore::level)
                .filter(level -> level.startsWith(SECTION))
                .distinct()
                .sorted()
                .toList();
    }

    private Table sectionTable() {
        List<String> header = new ArrayList<>(List.of("section", "model"));
        SECTION_PANELS.forEach(header::add);
        List<List<Cell>> rows = new ArrayList<>();
        for (String level : sections()) {
            for (Models.Key key : models.keys()) {
                List<Cell> row = new ArrayList<>(
                        List.of(Cell.text(level.substring(SECTION.length())), Cell.text(models.label(key))));
                SECTION_PANELS.forEach(panel -> row.add(cell(models.score(key, panel, level))));
                rows.add(row);
            }
        }
        return new Table(header, rows);
    }

    private Plot sectionPlot() {
        return Plots.intervals(
                sections().stream()
                        .map(level -> row(level.substring(SECTION.length()), "all", level))
                        .toList(),
                "mean PCC over all genes, by section");
    }

    private MapRow mapRow(GeneMap map) {
        Optional<TissueImage> image = input.sections().stream()
                .filter(section -> section.id().equals(map.choice().section()))
                .flatMap(section -> section.image().stream())
                .findFirst();
        SpotMap drawn = new SpotMap(image, map.positions());
        return new MapRow(
                map.choice(),
                Figure.text(map.choice().pcc()),
                Figure.text(map.choice().meanPcc()),
                drawn.tissue(),
                List.of(
                        picture("measured", drawn, map.measured()),
                        picture("predicted", drawn, map.predicted()),
                        picture("sd of the prediction", drawn, map.sd())));
    }

    private static Picture picture(String label, SpotMap map, double[] values) {
        SpotMap.Range range = SpotMap.Range.of(values);
        return new Picture(label, map.values(values, range), Figure.brief(range.low()), Figure.brief(range.high()));
    }

    private static SectionCard card(SectionView view) {
        return new SectionCard(
                view,
                Figure.brief(view.mpp()),
                Figure.brief(view.orientationMargin()),
                view.image().isPresent() ? new SpotMap(view.image(), view.positions()).tissue() : "");
    }

    private List<AuditLine> auditLines() {
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

    private Table pairedTable() {
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
