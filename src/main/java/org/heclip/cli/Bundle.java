package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.heclip.bundle.BundleCard;
import org.heclip.bundle.BundleFile;
import org.heclip.bundle.BundlePart;
import org.heclip.bundle.ExpectedPcc;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.config.Safetensors;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.model.ModelCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bundle",
        description = "A trained model with all that prediction needs and all that its user should know, in one file.")
final class Bundle extends Step {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The final model, as train wrote it.")
    private Path model;

    @Option(
            names = "--embeddings",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "Features of all training sections.")
    private List<Path> embeddings;

    @Option(
            names = "--genes",
            required = true,
            paramLabel = "TSV",
            description = "genes.tsv of the cross-validation over the same sections.")
    private Path genes;

    @Option(
            names = "--encoder-weights",
            paramLabel = "SAFETENSORS",
            description = "Weights of the frozen encoder, when they were given to embed.")
    private Path encoderWeights;

    @Mixin
    private BundleStatements statements;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for <name>.heclip and <name>/.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Bundle(), args);
    }

    @Override
    protected void run() throws IOException {
        ModelCard card = RecordYaml.read(model.resolve(BundlePart.MODEL.fileName()), ModelCard.class);
        if (card.contextUm() != null) {
            throw new InputException(
                    model.resolve(BundlePart.MODEL.fileName()),
                    "context_um",
                    "found " + card.contextUm() + ", expected none: slides are looked at without a wider view");
        }
        List<PanelRow> panel = RecordTsv.read(model.resolve(BundlePart.PANEL.fileName()), PanelRow.class);
        TrainingTiles tiles = TrainingTiles.read(embeddings, card);
        CrossValidationTable table = CrossValidationTable.read(genes, card.model());
        List<ExpectedPcc> expected = table.expected(panel);

        Path folder = Files.createDirectories(output.resolve(statements.name()));
        copyModel(folder);
        copyEncoder(card, folder);
        Safetensors.write(
                folder.resolve(BundlePart.DOMAIN.fileName()), tiles.domain().tensors());
        RecordTsv.write(folder.resolve(BundlePart.EXPECTED.fileName()), ExpectedPcc.class, expected);
        BundleCard bundle = statements.card(card, tiles.cut(), table.summary(expected));
        RecordYaml.write(folder.resolve(BundlePart.CARD.fileName()), bundle);
        BundleFile.write(folder, output.resolve(statements.name() + ".heclip"));
        System.err.println("bundle '" + bundle.name() + "': " + panel.size() + " genes, "
                + bundle.crossValidation().reliableGenes() + " of them reliable");
    }

    private void copyModel(Path folder) throws IOException {
        for (Map.Entry<BundlePart, Boolean> part : Map.of(
                        BundlePart.MODEL, true,
                        BundlePart.PANEL, true,
                        BundlePart.TRAINING, true,
                        BundlePart.WEIGHTS, true,
                        BundlePart.REFERENCE, false)
                .entrySet()) {
            Path file = model.resolve(part.getKey().fileName());
            if (part.getValue() || Files.exists(file)) {
                copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private void copyEncoder(ModelCard card, Path folder) throws IOException {
        if (!BundleStatements.needsEncoderFile(card)) {
            return;
        }
        if (encoderWeights == null || !Sha256.of(encoderWeights).equals(card.encoderWeights())) {
            throw new InputException(
                    "bundle",
                    "--encoder-weights",
                    "found " + (encoderWeights == null ? "nothing" : "another file") + ", expected the weights that the"
                            + " model was trained with, SHA-256 " + card.encoderWeights());
        }
        copy(encoderWeights, folder.resolve(BundlePart.ENCODER.fileName()));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(from)) {
            throw new InputException(from, "file", "not found, expected a model folder with it");
        }
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
