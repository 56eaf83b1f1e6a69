package org.heclip.model;

import java.util.List;
import org.heclip.error.InputException;

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
        return ModelCard.OUTPUT;
    }

    /** Whether each patient (or section) takes its turn in the validation, whichever the fold names. */
    default boolean alwaysRotates() {
        return false;
    }

    /** Learns from the training sections alone; the same data, hyperparameters and run give the same weights. */
    FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run);

    /** Whether a spot's prediction depends on the spots around it. */
    default boolean looksAround() {
        return false;
    }

    /** Whether features of a wider view around each spot ({@code tile --context-um}) take part where there are any. */
    default boolean seesContext() {
        return false;
    }

    /** How often a slide is gone through to predict it band by band. */
    default int passes() {
        return 1;
    }

    /**
     * Predicts a section that was not trained on.
     *
     * @throws InputException when the images do not fit the weights
     */
    Prediction predict(Learned learned, SectionImages input);

    /** Takes what is predicted at some of a slide's places. */
    @FunctionalInterface
    interface Sink {
        void accept(int[] places, Prediction prediction);
    }

    /** The same of a slide that may be too large to be held at once. */
    default void predict(Learned learned, SlideImages slide, Sink sink) {
        slide.forEachBand(0, band -> sink.accept(band.places(), predict(learned, band.images())));
    }
}
