package org.heclip.cli;

import org.heclip.model.ModelCard;

/** What a model does with the image encoder. */
enum EncoderUse {
    NONE,
    FROZEN,
    FINETUNED;

    static EncoderUse of(String model, String encoderMode) {
        if (model.equals("mean") || model.equals("colour")) {
            return NONE;
        }
        return model.equals("heclip") && encoderMode.equals(ModelCard.FINETUNE) ? FINETUNED : FROZEN;
    }

    /** What the predicted spread of a model means, for its card. */
    String predictedSd(String model) {
        return model.equals("heclip")
                ? "standard deviation over the retrieved training spots"
                : "root mean square residual of the gene on the validation part";
    }
}
