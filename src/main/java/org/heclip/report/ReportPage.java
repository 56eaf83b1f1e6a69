package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.evaluate.SummaryScore;

/**
 * What the template shows, all numbers as text already.
 *
 * @param alerts what must not be overlooked
 * @param subtitle on what the models are judged
 * @param reference whether any figure follows the reference protocol
 * @param moreAlerts that there are besides
 */
public record ReportPage(
        String title,
        String subtitle,
        boolean reference,
        List<String> verdict,
        List<String> alerts,
        int moreAlerts,
        ModelsPart models,
        GenesPart genes,
        SectionsPart sections,
        List<CurvePanel> curves,
        UncertaintyPart uncertainty,
        ProtocolPart protocol,
        MethodsPart methods,
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

    /**
     * A table that can be sorted by its columns.
     *
     * @param leftOut rows that it had more, by which the page would grow with the run
     * @param file that holds all of them; empty when none is left out
     */
    public record Table(List<String> header, List<List<Cell>> rows, int leftOut, String file) {
        /** No more rows of a table are on the page. */
        static final int MOST = 2000;

        Table(List<String> header, List<List<Cell>> rows) {
            this(header, rows, 0, "");
        }

        /** The first rows, as many as the page may hold. */
        static Table bounded(List<String> header, List<List<Cell>> rows, String file) {
            return rows.size() <= MOST
                    ? new Table(header, rows)
                    : new Table(header, List.copyOf(rows.subList(0, MOST)), rows.size() - MOST, file);
        }
    }

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
     * @param across width of the pictures in um; empty where that is not known
     * @param constantSd whether the standard deviation is the same on all spots and needs no picture
     */
    public record MapRow(
            MapChoice.Choice choice,
            String pcc,
            String meanPcc,
            String tissue,
            String across,
            List<Picture> pictures,
            boolean constantSd) {}

    /** A map and the values its first and last colour stand for. */
    public record Picture(String label, String uri, String low, String high) {}

    /**
     * Training curves of one model.
     *
     * @param folds that it was trained on
     * @param drawn of them
     */
    public record CurvePanel(String model, List<Chart> plots, int folds, int drawn) {}

    /**
     * A check over all predictions.
     *
     * @param findings the first of them
     * @param more that there are besides
     */
    public record AuditLine(String what, int passed, int of, List<String> findings, int more) {}
}
