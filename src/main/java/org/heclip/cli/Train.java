package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.expression.Preprocessing;
import org.heclip.fold.Fold;
import org.heclip.fold.Leak;
import org.heclip.model.Checkpoints;
import org.heclip.model.FittedModel;
import org.heclip.model.Hyperparameters;
import org.heclip.model.Model;
import org.heclip.model.ModelCard;
import org.heclip.model.ModelCard.FittedOn;
import org.heclip.model.PanelChoice;
import org.heclip.model.Run;
import org.heclip.model.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        description = "Learns one model from the training sections of one fold, and from nothing else.")
final class Train extends Step {
    @Option(names = "--fold", required = true, paramLabel = "YAML", description = "Who learns, as split wrote it.")
    private Path fold;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "heclip, heclip_heg, bleep, mclstexp, stnet, heclip_plus, ridge, colour or mean.")
    private String model;

    @Option(
            names = "--sections",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "Raw counts of the training sections; of the test sections too, when the fold is not honest.")
    private List<Path> sections;

    @Option(names = "--embeddings", required = true, arity = "1..*", paramLabel = "H5AD", description = "Features.")
    private List<Path> embeddings;

    @Option(
            names = "--tiles",
            arity = "1..*",
            paramLabel = "H5AD",
            showDefaultValue = Visibility.NEVER,
            description = "Tiles, to fine-tune the encoder.")
    private List<Path> tiles = List.of();

    @Option(names = "--encoder", paramLabel = "NAME", description = "To fine-tune; that of the embeddings by default.")
    private String encoder;

    @Option(names = "--weights", paramLabel = "SAFETENSORS", description = "Of the encoder; else seeded random ones.")
    private Path weights;

    @Option(
            names = "--encoder-mode",
            defaultValue = ModelCard.FROZEN,
            paramLabel = "MODE",
            description = "frozen (features of the embeddings) or finetune (networks only; needs tiles).")
    private String encoderMode;

    @Mixin
    private TrainingOptions training;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Of all that is random.")
    private long seed;

    @Mixin
    private LibtorchOptions libtorch;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description =
                    "After each epoch, what a training that was killed needs to go on; gone when the model is written.")
    private Path checkpoint;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the model.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Train(), args);
    }

    @Override
    protected void run() throws IOException {
        requireOneOf("--encoder-mode", encoderMode, List.of(ModelCard.FROZEN, ModelCard.FINETUNE));
        Model learner = Model.named(model);
        Fold who = RecordYaml.read(fold, Fold.class);
        Hyperparameters hyperparameters = under(who, training.hyperparameters());
        EncoderUse use = EncoderUse.of(learner, encoderMode);
        try (TrainingFiles files =
                TrainingFiles.open(who, sections, embeddings, use == EncoderUse.FINETUNED ? tiles : List.of())) {
            Preprocessing preprocessing = files.preprocess(hyperparameters.panel(), seed);
            String name = encoder == null ? files.embedded("encoder") : encoder;
            Optional<EncoderChoice.Native> choice = use == EncoderUse.FINETUNED
                    ? Optional.of(EncoderChoice.trainable(name, weights, seed, files.embedded("encoder_scale")))
                    : Optional.empty();
            TrainingData data = files.data(preprocessing, hyperparameters.panel(), seed);
            Progress progress = new Progress("train " + model, learner.progressSteps(data, hyperparameters));
            Optional<CheckpointFolder> checkpoints = checkpoints(who, hyperparameters, name);
            Run run = new Run(
                    seed,
                    libtorch.threads(),
                    libtorch.device(),
                    choice.map(EncoderChoice.Native::trainable),
                    progress::done,
                    checkpoints.<Checkpoints>map(c -> c).orElseGet(Checkpoints::none));
            FittedModel fitted = learner.fit(data, hyperparameters, run);
            RecordYaml.write(output.resolve(ModelFolder.FOLD), who);
            files.truth(preprocessing).ifPresent(truth -> truth.write(output.resolve(ModelFolder.TRUTH)));
            ModelFolder.write(
                    output,
                    card(
                            who,
                            files,
                            preprocessing,
                            hyperparameters,
                            fitted,
                            use,
                            choice,
                            learner.encoderFeatures(data)),
                    PanelRow.of(preprocessing, files.geneIds()),
                    fitted,
                    files.spots(),
                    files.spotSections());
            if (checkpoints.isPresent()) {
                checkpoints.get().clear();
            }
        }
    }

    /** What the fold's protocol changes in the choices of the user. */
    private static Hyperparameters under(Fold who, Hyperparameters chosen) {
        Hyperparameters harmonised = who.leaks().contains(Leak.HARMONY) ? chosen.withHarmony() : chosen;
        return who.leaks().contains(Leak.TRANSPOSED) ? harmonised.withTransposedTargets() : harmonised;
    }

    private static FittedOn fittedOn(Fold who, PanelChoice choice, Optional<SectionStain> stain) {
        List<String> all =
                Stream.concat(who.train().stream(), who.shown().stream()).toList();
        return new FittedOn(
                who.leaks().contains(Leak.PANEL) ? all : who.train(),
                choice.harmony() ? who.leaks().contains(Leak.HARMONY) ? all : who.train() : null,
                choice.scale() ? who.train() : null,
                stain.map(SectionStain::fittedOn).orElse(null));
    }

    private List<String> validation(Fold who) {
        boolean rotates = Model.named(model).alwaysRotates();
        if (rotates && who.train().size() > 1) {
            return who.train();
        }
        return who.leaks().contains(Leak.TWINS) ? List.of() : who.validation();
    }

    private Optional<CheckpointFolder> checkpoints(Fold who, Hyperparameters hyperparameters, String encoderName)
            throws IOException {
        if (checkpoint == null) {
            return Optional.empty();
        }
        TrainingIdentity identity = new TrainingIdentity(
                StepVersion.own(),
                model,
                who.protocol(),
                seed,
                libtorch.threads(),
                libtorch.device(),
                encoderName,
                encoderMode,
                hyperparameters,
                TrainingIdentity.checksums(Map.of(
                        "fold", List.of(fold),
                        "sections", sections,
                        "embeddings", embeddings,
                        "tiles", tiles,
                        "weights", weights == null ? List.of() : List.of(weights))));
        return Optional.of(new CheckpointFolder(checkpoint, identity));
    }

    private ModelCard card(
            Fold who,
            TrainingFiles files,
            Preprocessing preprocessing,
            Hyperparameters hyperparameters,
            FittedModel fitted,
            EncoderUse use,
            Optional<EncoderChoice.Native> choice,
            String features) {
        boolean none = use == EncoderUse.NONE;
        return new ModelCard(
                model,
                who.protocol(),
                who.leaks().stream().map(Leak::id).toList(),
                who.id(),
                who.scheme(),
                files.trainedOn(),
                fittedOn(who, hyperparameters.panel(), files.stain()),
                validation(who),
                seed,
                libtorch.threads(),
                libtorch.device(),
                none ? null : choice.map(c -> c.encoder().name()).orElse(files.embedded("encoder")),
                none ? null : choice.map(EncoderChoice.Native::source).orElse(files.embedded("encoder_weights")),
                none ? null : choice.map(c -> c.scale().text()).orElse(files.embedded("encoder_scale")),
                none ? null : use == EncoderUse.FINETUNED ? ModelCard.FINETUNE : ModelCard.FROZEN,
                use == EncoderUse.FROZEN ? features : null,
                Model.named(model).seesContext() ? files.contextUm().orElse(null) : null,
                files.stain().map(SectionStain::card).orElse(null),
                preprocessing.targetSum(),
                preprocessing.panel().genes().size(),
                preprocessing.hvg().length,
                fitted.chosenEpoch(),
                fitted.ridgePenalty(),
                fitted.validationPcc(),
                Model.named(model).predictedSd(hyperparameters),
                hyperparameters.settled(fitted));
    }

    private static void requireOneOf(String option, String found, List<String> expected) {
        if (!expected.contains(found)) {
            throw new InputException(option, "value", "found '" + found + "', expected one of " + expected);
        }
    }
}
