package org.heclip.report;

import java.util.List;
import java.util.Map;
import org.heclip.report.ReportInput.SectionView;
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
        Table models,
        Plot panels,
        Plot distribution,
        List<Legend> legend,
        Table sections,
        Plot sectionPlot,
        List<MapRow> maps,
        Table genes,
        List<CurvePanel> curves,
        List<QcLine> qc,
        List<SectionCard> cards,
        List<AuditLine> audit,
        Table paired,
        Map<String, String> parameters,
        Map<String, Map<String, String>> versions) {
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

        static Cell figure(Double value, String text, String note) {
            return new Cell(text, value == null ? "-9" : value.toString(), note);
        }
    }

    /** Colour number of a model. */
    public record Legend(String label, int colour) {}

    /** One gene over one section: pictures as data URIs, each with its range. */
    public record MapRow(MapChoice.Choice choice, String pcc, String meanPcc, String tissue, List<Picture> pictures) {}

    /** A map and the values its first and last colour stand for. */
    public record Picture(String label, String uri, String low, String high) {}

    /** Training curves of one model. */
    public record CurvePanel(String model, List<Plot> plots) {}

    /** A row of quality control with its medians as text. */
    public record QcLine(QcSummary row, String medianCounts, String medianGenes) {}

    /** A section with its picture; {@code picture} is empty when there is none. */
    public record SectionCard(SectionView view, String mpp, String margin, String picture) {}

    /** A check over all predictions. */
    public record AuditLine(String what, int passed, int of, List<String> findings) {}
}
