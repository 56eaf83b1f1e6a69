package org.heclip.cli;

import org.heclip.model.Model;
import org.heclip.model.ModelCard;

/** What a model does with the image encoder. */
enum EncoderUse {
    NONE,
    FROZEN,
    FINETUNED;

    static EncoderUse of(Model model, String encoderMode) {
        return switch (model.images()) {
            case NO_FEATURES -> NONE;
            case FEATURES -> FROZEN;
            case TRAINABLE -> encoderMode.equals(ModelCard.FINETUNE) ? FINETUNED : FROZEN;
        };
    }
}
