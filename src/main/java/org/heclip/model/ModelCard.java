package org.heclip.model;

import java.util.List;

/**
 * {@code model.yml}: what a model is and how it came about. Nothing in it depends on when or where it was trained.
 *
 * @param leaks what the protocol let through, in words of docs/protocol.md; empty for an honest model
 * @param scheme how the fold leaves sections out
 * @param fittedOn the sections that each fitted thing has seen
 * @param training the sections that were learned from
 * @param validation those of them that were held out while epochs and penalties were chosen, all of them when each patient (or
 *     section) took its turn; empty when it was a spatial block of the only training section
 * @param device {@code cpu} or {@code gpu} as asked for
 * @param encoder null for models that use none
 * @param encoderWeights sha256 of the weight file, or {@code random:<seed>}: what the encoder (started from)
 * @param encoderScale mean and standard deviation of red, green and blue that it was fed with; null for models without encoder
 * @param encoderMode {@code frozen} or {@code finetune}
 * @param encoderFeatures what of a frozen encoder the model looks at, {@code output} or {@code stages}; else null
 * @param contextUm width in um of the wider view around each spot that the model looks at too; null when it looks at none
 * @param stain what all tiles were brought to; null when they were taken as they are
 * @param targetSum counts per spot after normalisation
 * @param genes of the panel
 * @param hvgGenes of them, those that are highly variable
 * @param chosenEpoch epochs of the final fit; null for models without
 * @param ridgePenalty given or chosen; null for models without
 * @param validationPcc mean PCC per gene of the choosing fit on the validation part (undefined as 0)
 * @param predictedSd what {@code predicted_sd} means for this model
 */
public record ModelCard(
        String model,
        String protocol,
        List<String> leaks,
        String fold,
        String scheme,
        List<TrainedOn> training,
        FittedOn fittedOn,
        List<String> validation,
        long seed,
        int threads,
        String device,
        String encoder,
        String encoderWeights,
        String encoderScale,
        String encoderMode,
        String encoderFeatures,
        Double contextUm,
        Stain stain,
        double targetSum,
        int genes,
        int hvgGenes,
        Integer chosenEpoch,
        Double ridgePenalty,
        Double validationPcc,
        String predictedSd,
        Hyperparameters hyperparameters) {
    /** Of a frozen encoder, what a model looks at. */
    public static final String OUTPUT = "output";

    public static final String STAGES = "stages";
    public static final String FROZEN = "frozen";
    public static final String FINETUNE = "finetune";

    /**
     * Sections seen by what is fitted before training.
     *
     * @param panel genes and normalisation
     * @param harmony null without Harmony
     * @param scaling null without
     * @param stain null without stain normalisation
     */
    public record FittedOn(List<String> panel, List<String> harmony, List<String> scaling, List<String> stain) {}

    /**
     * The target of stain normalisation.
     *
     * @param method {@code reinhard} or {@code macenko}
     * @param target its numbers, docs/stain.md
     */
    public record Stain(String method, List<Double> target) {}

    /** A training section. */
    public record TrainedOn(String section, String patient, int spots, String imageSha256) {}

    /** Whether prediction needs tiles, since the encoder was trained along. */
    public boolean finetuned() {
        return FINETUNE.equals(encoderMode);
    }
}
