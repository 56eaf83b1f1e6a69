package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.heclip.config.Safetensors;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.file.Tensor;
import org.heclip.model.Encoder;
import org.heclip.model.Run;

/**
 * An encoder and where its weights come from.
 *
 * @param source sha256 of the weight file, or {@code random:<seed>}
 */
record EncoderChoice(Encoder encoder, Map<String, Tensor> weights, String source) {
    /** Begins the source of seeded random weights. */
    static final String RANDOM = "random:";

    /**
     * @param file safetensors with timm's names; null for seeded random weights
     * @throws InputException for an unknown encoder or a file that does not fit it
     */
    static EncoderChoice of(String name, Path file, long seed) throws IOException {
        Encoder encoder = Encoder.named(name);
        if (file == null) {
            return new EncoderChoice(encoder, encoder.randomWeights(seed), RANDOM + seed);
        }
        return new EncoderChoice(encoder, encoder.select(Safetensors.read(file), file.toString()), Sha256.of(file));
    }

    /**
     * @param source {@code random:<seed>}
     * @throws InputException when it is not that
     */
    static EncoderChoice random(String name, String source) throws IOException {
        try {
            return of(name, null, Long.parseLong(source.substring(RANDOM.length())));
        } catch (NumberFormatException e) {
            throw new InputException("model.yml", "encoder_weights", "found '" + source + "', expected a seed");
        }
    }

    /** The same, for training. */
    Run.TrainableEncoder trainable() {
        return new Run.TrainableEncoder(encoder, weights);
    }
}
