package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.fold.Fold;
import org.heclip.h5ad.H5ad;
import org.heclip.model.Checkpoints;
import org.heclip.model.Encoder;
import org.heclip.model.Learned;
import org.heclip.model.Model;
import org.heclip.model.ModelCard;
import org.heclip.model.Prediction;
import org.heclip.model.Run;
import org.heclip.model.Run.TrainableEncoder;
import org.heclip.model.SectionImages;
import org.heclip.model.TileBatch.Scale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "predict",
        description = "Expression of a section that the model has not seen, from its images; its own counts are only"
                + " written beside the prediction.")
final class Predict extends Step {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A model, as train wrote it.")
    private Path model;

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Raw counts of the section.")
    private Path section;

    @Option(names = "--embeddings", required = true, paramLabel = "H5AD", description = "Features of the section.")
    private Path embeddings;

    @Option(names = "--tiles", paramLabel = "H5AD", description = "Tiles, when the encoder was fine-tuned.")
    private Path tiles;

    @Mixin
    private LibtorchOptions libtorch;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "Measured and predicted.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Predict(), args);
    }

    @Override
    protected void run() {
        ModelFolder folder = ModelFolder.read(model);
        ModelCard card = folder.card();
        EmbeddingFile images = EmbeddingFile.read(embeddings);
        int[] tested = tested(folder.fold(), images);
        MeasuredSection whole = MeasuredSection.withoutCounts(section);
        requireSameSection(whole, images);
        List<String> barcodes =
                IntStream.of(tested).mapToObj(images.barcodes()::get).toList();
        PanelExpression measured = PanelExpression.read(section, folder.panel(), card.targetSum())
                .select(whole.spots(barcodes, embeddings));
        images.requireEncoderOf(card, Model.named(card.model()).seesContext());
        Optional<TrainableEncoder> trained = card.finetuned()
                ? Optional.of(new TrainableEncoder(
                        Encoder.named(card.encoder()).withScale(Scale.parse(card.encoderScale(), "model.yml")),
                        Map.of()))
                : Optional.empty();
        Run run = new Run(card.seed(), libtorch.threads(), libtorch.device(), trained, done -> {}, Checkpoints.none());
        try (TileFile opened = card.finetuned() && tiles != null ? TileFile.open(tiles) : null) {
            SectionImages input = images.input(Optional.ofNullable(opened)).select(tested);
            Prediction prediction = Model.named(card.model())
                    .predict(new Learned(folder.weights(), folder.reference(), card.hyperparameters(), run), input);
            H5ad.write(output, PredictedFile.of(whole.select(barcodes, embeddings), measured, folder, prediction));
        }
    }

    /** Where the spots to predict are in the embeddings: all of them unless the fold cuts the section. */
    private static int[] tested(Fold fold, EmbeddingFile images) {
        Set<String> wanted = fold.spots().containsKey(images.section())
                ? Set.copyOf(fold.spots().get(images.section()).test())
                : Set.copyOf(images.barcodes());
        return IntStream.range(0, images.barcodes().size())
                .filter(s -> wanted.contains(images.barcodes().get(s)))
                .toArray();
    }

    private void requireSameSection(MeasuredSection measured, EmbeddingFile images) {
        if (!measured.id().equals(images.section())) {
            throw new InputException(
                    embeddings, "section", "found '" + images.section() + "', expected '" + measured.id() + "'");
        }
    }
}
