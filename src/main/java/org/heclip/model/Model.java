package org.heclip.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/** A way to learn expression from images; what it learned is data ({@link FittedModel}), so that a file can hold it. */
public interface Model {
    /** What a model sees of the images. */
    enum Images {
        /** Nothing, or colours. */
        NO_FEATURES,
        /** Features of an encoder that stays as it is. */
        FEATURES,
        /** The same, or, when asked for, tiles through an encoder that learns. */
        TRAINABLE
    }

    /** Names that {@link #named} knows. */
    List<String> NAMES =
            List.of("heclip", "heclip_heg", "bleep", "mclstexp", "stnet", "heclip_plus", "ridge", "colour", "mean");

    /** @throws InputException for a name that is none of the models */
    static Model named(String name) {
        return switch (name) {
            case "heclip" -> new NetworkModel(new Heclip());
            case "heclip_heg" -> new NetworkModel(new HeclipHeg());
            case "bleep" -> new NetworkModel(new Bleep());
            case "mclstexp" -> new NetworkModel(new MclStExp());
            case "stnet" -> new NetworkModel(new StNet());
            case "heclip_plus" -> new HeclipPlus();
            case "ridge" -> RegressionModel.ridge();
            case "colour" -> RegressionModel.colour();
            case "mean" -> new MeanModel();
            default -> throw new InputException("--model", "value", "found '" + name + "', expected one of " + NAMES);
        };
    }

    Images images();

    /** What {@code predicted_sd} means, for the model's card. */
    default String predictedSd(Hyperparameters hyperparameters) {
        return Residuals.MEANING;
    }

    /** What {@link Run#progress} is told when {@link #fit} is done. */
    default int progressSteps(TrainingData data, Hyperparameters hyperparameters) {
        return (data.divisions().size() + 1) * hyperparameters.optimisation().epochs();
    }

    /** What is taken from a frozen encoder, for the model's card: its {@code output}, or its {@code stages}. */
    default String encoderFeatures(TrainingData data) {
        return "output";
    }

    /** Whether each patient (or section) takes its turn in the validation, whichever the fold names. */
    default boolean alwaysRotates() {
        return false;
    }

    /** Learns from the training sections alone; the same data, hyperparameters and run give the same weights. */
    FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run);

    /**
     * Whether a spot's prediction depends on the other spots of its section, so that all of them must be given at once; else any
     * part of them may be.
     */
    default boolean needsWholeSection() {
        return false;
    }

    /**
     * Predicts a section that was not trained on.
     *
     * @throws InputException when the images do not fit the weights
     */
    Prediction predict(
            Map<String, Tensor> weights,
            Optional<Reference> reference,
            SectionImages input,
            Hyperparameters hyperparameters,
            Run run);
}
