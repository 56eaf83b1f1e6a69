package org.heclip.cli;

import java.io.IOException;
import org.heclip.bundle.BundleCard;
import org.heclip.bundle.BundleOpening;
import org.heclip.bundle.BundlePart;
import org.heclip.bundle.ExpectedPcc;
import org.heclip.error.InputException;
import org.heclip.model.ModelCard;
import picocli.CommandLine.Option;

/** What the maker of a bundle says of it. */
final class BundleStatements {
    private static final String LIMITATIONS =
            "Predicted expression is an estimate from morphology. Genes that are not marked"
                    + " reliable, positions that are not in the domain, other stains, scanners, tissues and species than those of the"
                    + " training sections are outside of what the cross-validation has shown. Not a medical device.";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Letters, digits, '.', '_' or '-'.")
    private String name;

    @Option(
            names = "--licence",
            defaultValue = "not stated",
            paramLabel = "TEXT",
            description = "Under which the bundle may be used.")
    private String licence;

    @Option(
            names = "--intended-use",
            defaultValue = "research use only",
            paramLabel = "TEXT",
            description = "What the bundle may be used for.")
    private String intendedUse;

    /** @throws InputException for a name that cannot be one of files */
    String name() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new InputException(
                    "bundle",
                    "--name",
                    "found '" + name + "', expected letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
        return name;
    }

    /** @throws InputException for an encoder that is a program: opening a bundle runs none */
    static boolean needsEncoderFile(ModelCard card) {
        if (card.encoder() != null && card.encoder().startsWith(EncoderChoice.TORCHSCRIPT)) {
            throw new InputException(
                    "bundle", "encoder", "found a TorchScript module, expected one of the encoders that need no code");
        }
        return card.encoder() != null
                && !card.finetuned()
                && !card.encoderWeights().startsWith(EncoderChoice.RANDOM);
    }

    BundleCard card(ModelCard model, BundleCard.Tiles tiles, BundleCard.CrossValidation validation) throws IOException {
        String inside = needsEncoderFile(model)
                ? BundlePart.ENCODER.fileName()
                : model.encoder() != null && model.finetuned() ? BundlePart.WEIGHTS.fileName() : null;
        return new BundleCard(
                BundleCard.FORMAT,
                BundleOpening.FORMAT_VERSION,
                name(),
                new StepVersion().getVersion()[0],
                licence,
                intendedUse,
                LIMITATIONS,
                tiles,
                new BundleCard.EncoderPart(model.encoder(), model.encoderWeights(), inside),
                validation,
                ExpectedPcc.LEAST_PCC,
                model.training().stream()
                        .map(s -> new BundleCard.TrainedOn(s.section(), s.patient(), s.spots(), s.imageSha256()))
                        .toList());
    }
}
