package org.heclip.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.config.Safetensors;
import org.heclip.error.InputException;
import org.heclip.expression.GeneScaling;
import org.heclip.file.Tensor;
import org.heclip.fold.Fold;
import org.heclip.fold.Leak;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.model.EpochRow;
import org.heclip.model.FittedModel;
import org.heclip.model.IntervalMultipliers;
import org.heclip.model.ModelCard;
import org.heclip.model.Prediction;
import org.heclip.model.Reference;

/** A trained model on disk (docs/steps.md). */
record ModelFolder(
        Path path, ModelCard card, List<PanelRow> panel, Map<String, Tensor> weights, Optional<Reference> reference) {
    static final String FOLD = "fold.yml";
    static final String TRUTH = "truth.h5ad";
    private static final String WEIGHTS = "weights.safetensors";
    static final String PANEL = "panel.tsv";
    private static final String TRAINING = "training.tsv";
    static final String REFERENCE = "reference.h5ad";
    static final String CARD = "model.yml";
    private static final String EMBEDDING = "embedding";

    /**
     * Writes all files; the card comes last, so that a folder with a card is complete.
     *
     * @param spots names of the training spots, in the order of the reference
     * @param sections the section of each of them
     */
    static void write(
            Path folder,
            ModelCard card,
            List<PanelRow> panel,
            FittedModel fitted,
            List<String> spots,
            List<String> sections) {
        Safetensors.write(folder.resolve(WEIGHTS), fitted.weights());
        RecordTsv.write(folder.resolve(PANEL), PanelRow.class, panel);
        RecordTsv.write(folder.resolve(TRAINING), EpochRow.class, fitted.curve());
        fitted.reference()
                .ifPresent(reference ->
                        H5ad.write(folder.resolve(REFERENCE), annotated(reference, panel, spots, sections)));
        RecordYaml.write(folder.resolve(CARD), card);
    }

    /** @throws InputException naming the file and element that does not fit */
    static ModelFolder read(Path folder) {
        ModelDescription described = ModelDescription.read(folder);
        Path reference = folder.resolve(REFERENCE);
        return new ModelFolder(
                folder,
                described.card(),
                described.panel(),
                Safetensors.read(required(folder, WEIGHTS)),
                Files.exists(reference) ? Optional.of(reference(reference, described.panel())) : Optional.empty());
    }

    /** Who learned. @throws InputException when the file is not there */
    Fold fold() {
        return RecordYaml.read(required(path, FOLD), Fold.class);
    }

    /** @throws InputException when the protocol has a truth of its own and the file is not there */
    Optional<CorrectedTruth> truth() {
        return card.leaks().contains(Leak.TRUTH.id())
                ? Optional.of(CorrectedTruth.read(required(path, TRUTH)))
                : Optional.empty();
    }

    /** How genes were standardised, if they were. */
    Optional<GeneScaling> scaling() {
        return panel.stream().anyMatch(row -> row.scaleSd() == null)
                ? Optional.empty()
                : Optional.of(new GeneScaling(
                        panel.stream().mapToDouble(PanelRow::scaleMean).toArray(),
                        panel.stream().mapToDouble(PanelRow::scaleSd).toArray()));
    }

    /** In log-normalised expression, where the model has learned standard scores. */
    Prediction inExpression(Prediction prediction) {
        return scaling()
                .map(s -> new Prediction(s.undo(prediction.mean()), s.undoSpread(prediction.sd())))
                .orElse(prediction);
    }

    /** For {@code uns["heclip"]} of a prediction: which model it is, and its intervals if its validation gave some. */
    Map<String, Object> provenance() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model", card.model());
        keys.put("protocol", card.protocol());
        keys.put("fold", card.fold());
        keys.put("target_sum", card.targetSum());
        IntervalMultipliers.of(weights).ifPresent(multipliers -> {
            keys.put("interval_levels", vector(IntervalMultipliers.LEVELS));
            keys.put("interval_multipliers", vector(multipliers));
        });
        return keys;
    }

    private static NdArray vector(double[] values) {
        return new NdArray(new int[] {values.length}, values);
    }

    static Path required(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new InputException(file, "file", "not found, expected a model folder with it");
        }
        return file;
    }

    private static AnnData annotated(
            Reference reference, List<PanelRow> panel, List<String> spots, List<String> sections) {
        DataFrame obs = DataFrame.of(spots).with("section", new Column.Strings(sections));
        DataFrame var = DataFrame.of(panel.stream().map(PanelRow::gene).toList());
        return AnnData.of(reference.expression(), obs, var)
                .withObsm(
                        EMBEDDING,
                        NdArray.of(
                                reference.embedding().rows(),
                                reference.embedding().cols(),
                                reference.embedding().values()));
    }

    private static Reference reference(Path file, List<PanelRow> panel) {
        AnnData data = H5ad.read(file);
        if (data.x().isEmpty()
                || !data.var().index().equals(panel.stream().map(PanelRow::gene).toList())) {
            throw new InputException(file, "var", "found other genes, expected those of " + PANEL);
        }
        return new Reference(data.x().get().dense(), MeasuredSection.matrix(file, data, EMBEDDING));
    }
}
