package org.heclip.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.SummaryScore;
import org.heclip.section.QcSummary;

/**
 * All that the report shows.
 *
 * @param sections those that get a page of their own
 * @param allSections these and all others
 * @param fits what was fitted to what, of each model and fold
 * @param choices genes that {@link MapChoice} chose for the printed maps
 * @param explored values of these and more genes, of all models
 * @param waterfall what each leak is worth, as the protocol comparison wrote it
 * @param findings the leak audit's own table
 * @param audit what model cards say, of each prediction
 * @param twins pairs of sections that hold the same spots
 * @param parameters name and value
 * @param versions by step, then library and version
 */
public record ReportInput(
        String title,
        List<SummaryScore> summary,
        List<PairedScore> paired,
        GeneFigures genes,
        List<SectionView> sections,
        List<SectionGlance> allSections,
        List<Fit> fits,
        List<QcSummary> qc,
        List<MapChoice.Choice> choices,
        List<GeneValues> explored,
        List<TrainingCurve> curves,
        List<Calibration.Level> calibration,
        List<Domains.Score> domains,
        Optional<Sheet> waterfall,
        Optional<Sheet> findings,
        List<CheckedPrediction> audit,
        TwinSearch twins,
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

    /**
     * What there is to say of any section.
     *
     * @param warnings of the alignment
     */
    public record SectionGlance(String id, String patient, int spots, List<String> warnings) {}

    /**
     * Row of {@code models.tsv}: a model of a fold, by its card. Null where the model has no such thing.
     *
     * @param sections learned from
     * @param spots of these
     * @param validation sections held out while the rest was chosen, separated by commas
     * @param epochs of the final fit, chosen on the validation part
     * @param penalty of a ridge regression, chosen or given
     * @param topK nearest training spots that are averaged, chosen or given
     * @param validationPcc mean PCC per gene of the choosing fit on the validation part
     */
    public record Fit(
            String model,
            String protocol,
            String fold,
            String scheme,
            Integer sections,
            Integer spots,
            String validation,
            Integer genes,
            Integer hvgGenes,
            Integer epochs,
            Double penalty,
            Integer topK,
            Double validationPcc,
            Long seed,
            String encoder,
            String encoderWeights,
            String encoderMode) {}

    /**
     * The search for spots that came in twice.
     *
     * @param genes that all sections have: what was compared
     * @param compared spots with counts in enough of them
     * @param spots in all
     */
    public record TwinSearch(List<LeakAudit.Twins> pairs, int genes, long compared, long spots) {}
}
