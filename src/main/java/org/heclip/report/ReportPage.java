package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.evaluate.SummaryScore;
import org.heclip.section.QcSummary;

/**
 * What the template shows, all numbers as text already.
 *
 * @param alerts what must not be overlooked
 * @param reference whether any figure follows the reference protocol
 */
public record ReportPage(
        String title,
        boolean reference,
        List<String> verdict,
        List<String> alerts,
        ModelsPart models,
        GenesPart genes,
        SectionsPart sections,
        List<CurvePanel> curves,
        UncertaintyPart uncertainty,
        ProtocolPart protocol,
        Map<String, String> parameters,
        Map<String, Map<String, String>> versions) {
    /** All charts, in the order of the page. */
    List<Chart> charts() {
        List<Chart> charts = new ArrayList<>(List.of(models.panels(), genes.distribution(), sections.scores()));
        sections.sheets().forEach(sheet -> charts.addAll(sheet.histograms()));
        curves.forEach(panel -> charts.addAll(panel.plots()));
        Stream.of(uncertainty.reliability(), uncertainty.domains(), protocol.steps())
                .filter(Objects::nonNull)
                .forEach(charts::add);
        return charts;
    }

    /** A table that can be sorted by its columns. */
    public record Table(List<String> header, List<List<Cell>> rows) {}

    /**
     * @param sort what sorting compares: a number, or empty to compare the text
     * @param note a tooltip
     */
    public record Cell(String text, String sort, String note) {
        static Cell text(String text) {
            return new Cell(text, "", "");
        }

        /** A field of a table that is shown as it is: sorted as a number where it is one. */
        static Cell guessed(String text) {
            double number = Figure.number(text);
            return Double.isNaN(number) ? text(text) : new Cell(text, Double.toString(number), "");
        }

        static Cell score(Optional<SummaryScore> score) {
            return score.map(s -> figure(
                            s.mean(),
                            Figure.withInterval(s.mean(), s.ciLow(), s.ciHigh()),
                            s.n() + " gene and section pairs, " + s.undefined() + " undefined"))
                    .orElse(text("\u2013"));
        }

        static Cell figure(Double value, String text, String note) {
            return new Cell(text, value == null ? "-9" : value.toString(), note);
        }
    }

    /** Colour number of a model. */
    public record Legend(String label, int colour) {}

    /**
     * One gene over one section: pictures as data URIs, each with its range.
     *
     * @param constantSd whether the standard deviation is the same on all spots and needs no picture
     */
    public record MapRow(
            MapChoice.Choice choice,
            String pcc,
            String meanPcc,
            String tissue,
            List<Picture> pictures,
            boolean constantSd) {}

    /** A map and the values its first and last colour stand for. */
    public record Picture(String label, String uri, String low, String high) {}

    /** Training curves of one model. */
    public record CurvePanel(String model, List<Chart> plots) {}

    /** A row of quality control with its medians as text. */
    public record QcLine(QcSummary row, String medianCounts, String medianGenes) {}

    /** A check over all predictions. */
    public record AuditLine(String what, int passed, int of, List<String> findings) {}
}
