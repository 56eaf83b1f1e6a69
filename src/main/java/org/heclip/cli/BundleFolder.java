package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.bundle.BundleCard;
import org.heclip.bundle.BundlePart;
import org.heclip.bundle.ExpectedPcc;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.config.Safetensors;
import org.heclip.domain.TrainingDomain;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;
import org.heclip.model.Encoder;
import org.heclip.model.ModelCard;
import org.heclip.model.TileBatch.Scale;

/** An unpacked bundle, its parts by their meaning; each is read when it is asked for. */
record BundleFolder(Path folder, BundleCard card) {
    private static final String ENCODER_PREFIX = "encoder.";

    /** @throws InputException when it is no unpacked bundle */
    static BundleFolder open(Path folder) {
        return new BundleFolder(folder, BundleCardFile.read(folder).card());
    }

    Path file(BundlePart part) {
        return folder.resolve(part.fileName());
    }

    ModelFolder model() {
        return ModelFolder.read(folder);
    }

    ModelCard modelCard() {
        return RecordYaml.read(file(BundlePart.MODEL), ModelCard.class);
    }

    /** For each gene of the panel, in its order. */
    List<ExpectedPcc> expected(List<PanelRow> panel) {
        List<ExpectedPcc> rows = RecordTsv.read(file(BundlePart.EXPECTED), ExpectedPcc.class);
        ExpectedPcc.requireSameGenes(
                file(BundlePart.EXPECTED).toString(),
                rows,
                panel.stream().map(PanelRow::gene).toList());
        return rows;
    }

    TrainingDomain domain() {
        Path file = file(BundlePart.DOMAIN);
        return TrainingDomain.from(Safetensors.read(file), file.toString());
    }

    /**
     * The encoder with the weights that the model was trained with; empty for a model without encoder.
     *
     * @throws InputException when the bundle lacks them, or they are not those
     */
    Optional<EncoderChoice.Native> encoder() throws IOException {
        ModelCard model = modelCard();
        if (model.encoder() == null) {
            return Optional.empty();
        }
        if (model.encoder().startsWith(EncoderChoice.TORCHSCRIPT)) {
            throw new InputException(
                    file(BundlePart.MODEL),
                    "encoder",
                    "found a TorchScript module, expected none: opening a bundle runs no code");
        }
        if (model.finetuned()) {
            Scale scale =
                    Scale.parse(model.encoderScale(), file(BundlePart.MODEL).toString());
            Encoder encoder = Encoder.named(model.encoder()).withScale(scale);
            Map<String, Tensor> own = new TreeMap<>();
            Safetensors.read(file(BundlePart.WEIGHTS)).forEach((name, tensor) -> {
                if (name.startsWith(ENCODER_PREFIX)) {
                    own.put(name.substring(ENCODER_PREFIX.length()), tensor);
                }
            });
            String source = file(BundlePart.WEIGHTS).toString();
            return Optional.of(new EncoderChoice.Native(encoder, encoder.select(own, source), "bundle"));
        }
        boolean random = model.encoderWeights().startsWith(EncoderChoice.RANDOM);
        EncoderChoice.Native choice = EncoderChoice.trainable(
                model.encoder(),
                random ? null : file(BundlePart.ENCODER),
                random ? seed(model.encoderWeights()) : 0,
                model.encoderScale());
        if (!choice.source().equals(model.encoderWeights())) {
            throw new InputException(
                    file(BundlePart.ENCODER),
                    "content",
                    "found SHA-256 " + choice.source() + ", expected " + model.encoderWeights() + " as trained with");
        }
        return Optional.of(choice);
    }

    private static long seed(String source) {
        try {
            return Long.parseLong(source.substring(EncoderChoice.RANDOM.length()));
        } catch (NumberFormatException e) {
            throw new InputException("model.yml", "encoder_weights", "found '" + source + "', expected a seed");
        }
    }
}
