package org.heclip.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.section.QcSummary;

/**
 * All that the report shows.
 *
 * @param maps of the genes that {@link MapChoice} chose
 * @param twins pairs of sections that hold the same spots
 * @param parameters name and value
 * @param versions by step, then library and version
 */
public record ReportInput(
        String title,
        List<SummaryScore> summary,
        List<PairedScore> paired,
        List<GeneScore> genes,
        List<SectionView> sections,
        List<QcSummary> qc,
        List<GeneMap> maps,
        List<TrainingCurve> curves,
        List<AuditRow> audit,
        List<LeakAudit.Twins> twins,
        Map<String, String> parameters,
        Map<String, Map<String, String>> versions) {
    /**
     * A section that took part.
     *
     * @param mpp um per full-resolution pixel; null when unknown
     * @param orientation the best of eight; null when alignment was not checked
     * @param orientationMargin by how much it leads; null as above
     * @param warnings of the alignment
     * @param image empty when the section carries none
     */
    public record SectionView(
            String id,
            String patient,
            String technology,
            Double mpp,
            int spots,
            int genes,
            String orientation,
            Double orientationMargin,
            List<String> warnings,
            Positions positions,
            Optional<TissueImage> image) {}

    /** Centres of the spots and their diameter, in full-resolution pixels. */
    public record Positions(double[] x, double[] y, double diameter) {}

    /**
     * A small H&amp;E image.
     *
     * @param rgb row-major, three unsigned bytes a pixel
     * @param scale its pixels per full-resolution pixel
     */
    public record TissueImage(int width, int height, byte[] rgb, double scale) {}

    /** One gene on one section, a value per spot. */
    public record GeneMap(
            MapChoice.Choice choice, Positions positions, double[] measured, double[] predicted, double[] sd) {}

    /** {@code training.tsv} of a model. */
    public record TrainingCurve(String model, String protocol, String fold, List<TrainingPoint> points) {}

    /** A row of {@code training.tsv}. */
    public record TrainingPoint(int epoch, String phase, Double loss, Double validationPcc) {}

    /** One check of the leak audit for one prediction. */
    public record AuditRow(String model, String protocol, String fold, String section, LeakAudit.Check check) {}
}
