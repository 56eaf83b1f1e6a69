package org.heclip.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.section.QcSummary;

/**
 * All that the report shows.
 *
 * @param choices genes that {@link MapChoice} chose for the printed maps
 * @param explored values of these and more genes, of all models
 * @param waterfall what each leak is worth, as the protocol comparison wrote it
 * @param findings the leak audit's own table
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
        List<MapChoice.Choice> choices,
        List<GeneValues> explored,
        List<TrainingCurve> curves,
        List<Calibration.Level> calibration,
        List<Domains.Score> domains,
        Optional<Sheet> waterfall,
        Optional<Sheet> findings,
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
     * @param displacement how far expression and image put the spots beside their places, in words; null when not looked at
     * @param warnings of the alignment
     * @param layers what quality control and evaluation know of each spot
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
            String displacement,
            List<String> warnings,
            List<Layer> layers,
            Positions positions,
            Optional<TissueImage> image) {}

    /**
     * A figure of each spot of a section.
     *
     * @param values by spot; NaN where unknown
     * @param before quality control, of all spots in tissue; empty where that is not known
     * @param thresholds of quality control, by name
     */
    public record Layer(String label, double[] values, double[] before, Map<String, Double> thresholds) {}

    /**
     * One gene of one section as one model predicts it.
     *
     * @param pcc null when undefined
     * @param measured by spot of the section's {@link SectionView}; NaN for spots without a prediction
     * @param predicted by spot
     * @param sd by spot
     */
    public record GeneValues(
            String model,
            String protocol,
            String section,
            String gene,
            Double pcc,
            double[] measured,
            double[] predicted,
            double[] sd) {}

    /** A table to be shown as it is. */
    public record Sheet(List<String> header, List<List<String>> rows) {}

    /** Centres of the spots and their diameter, in full-resolution pixels. */
    public record Positions(double[] x, double[] y, double diameter) {}

    /**
     * A small H&amp;E image.
     *
     * @param rgb row-major, three unsigned bytes a pixel
     * @param scale its pixels per full-resolution pixel
     */
    public record TissueImage(int width, int height, byte[] rgb, double scale) {}

    /** {@code training.tsv} of a model. */
    public record TrainingCurve(String model, String protocol, String fold, List<TrainingPoint> points) {}

    /**
     * A row of {@code training.tsv}.
     *
     * @param round of choosing, from 1; null while refitting
     */
    public record TrainingPoint(int epoch, String phase, Integer round, Double loss, Double validationPcc) {}

    /** One check of the leak audit for one prediction. */
    public record AuditRow(String model, String protocol, String fold, String section, LeakAudit.Check check) {}
}
