package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import org.heclip.config.Safetensors;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.file.Tensor;
import org.heclip.model.Encoder;
import org.heclip.model.FeatureExtractor;
import org.heclip.model.ImageFeatures;
import org.heclip.model.Libtorch;
import org.heclip.model.Run;
import org.heclip.model.TileBatch.Scale;
import org.heclip.model.Tiles;

/** An image encoder, and where its weights come from. */
sealed interface EncoderChoice {
    String TORCHSCRIPT = "torchscript";
    /** Begins the source of seeded random weights. */
    String RANDOM = "random:";

    String name();

    /** sha256 of the weight file, or {@code random:<seed>}. */
    String source();

    /** What is taken off red, green and blue, and what they are divided by. */
    Scale scale();

    /** Features of tiles. @param stages whether those of the encoder's stages are wanted too, where they are known */
    ImageFeatures extract(Libtorch libtorch, Tiles tiles, boolean stages, int batchSize, IntConsumer progress);

    /** One of the networks written here. */
    record Native(Encoder encoder, Map<String, Tensor> weights, String source) implements EncoderChoice {
        @Override
        public String name() {
            return encoder.name();
        }

        @Override
        public Scale scale() {
            return encoder.scale();
        }

        @Override
        public ImageFeatures extract(
                Libtorch libtorch, Tiles tiles, boolean stages, int batchSize, IntConsumer progress) {
            return FeatureExtractor.extract(libtorch, encoder, weights, tiles, stages, batchSize, progress);
        }

        /** The same, for training. */
        Run.TrainableEncoder trainable() {
            return new Run.TrainableEncoder(encoder, weights);
        }
    }

    /** A network that somebody exported. */
    record Exported(Path module, Scale scale, String source) implements EncoderChoice {
        @Override
        public String name() {
            return TORCHSCRIPT;
        }

        @Override
        public ImageFeatures extract(
                Libtorch libtorch, Tiles tiles, boolean stages, int batchSize, IntConsumer progress) {
            return FeatureExtractor.extract(libtorch, module, scale, tiles, batchSize, progress);
        }
    }

    /**
     * @param name as {@link Encoder#named} knows it, {@code torchscript} or {@code torchscript:<file>}
     * @param file safetensors with timm's names, null for seeded random weights; or the TorchScript module
     * @param mean null for the encoder's own normalisation, or ImageNet's
     * @param sd as {@code mean}
     * @throws InputException for an unknown encoder or a file that does not fit it
     */
    static EncoderChoice of(String name, Path file, long seed, float[] mean, float[] sd) throws IOException {
        if (name.equals(TORCHSCRIPT) || name.startsWith(TORCHSCRIPT + ":")) {
            Path module =
                    file != null || name.equals(TORCHSCRIPT) ? file : Path.of(name.substring(TORCHSCRIPT.length() + 1));
            if (module == null || !Files.isRegularFile(module)) {
                throw new InputException(
                        "--weights",
                        "file",
                        "found " + (module == null ? "none" : module) + ", expected a TorchScript module");
            }
            return new Exported(module, scale(Scale.IMAGENET, mean, sd), Sha256.of(module));
        }
        Encoder encoder = Encoder.named(name);
        boolean own = mean == null && sd == null;
        return weighted(own ? encoder : encoder.withScale(scale(encoder.scale(), mean, sd)), file, seed);
    }

    /**
     * An encoder that can be trained along.
     *
     * @param scale as files record it; empty for the encoder's own
     * @throws InputException for a TorchScript module, and as {@link #of}
     */
    static Native trainable(String name, Path file, long seed, String scale) throws IOException {
        if (name.startsWith(TORCHSCRIPT)) {
            throw new InputException(
                    "--encoder-mode",
                    "value",
                    "found finetune, expected frozen: a TorchScript encoder stays as it was exported");
        }
        Encoder encoder = Encoder.named(name);
        return weighted(scale.isEmpty() ? encoder : encoder.withScale(Scale.parse(scale, "embeddings")), file, seed);
    }

    private static Native weighted(Encoder encoder, Path file, long seed) throws IOException {
        if (file == null) {
            return new Native(encoder, encoder.randomWeights(seed), RANDOM + seed);
        }
        return new Native(encoder, encoder.select(Safetensors.read(file), file.toString()), Sha256.of(file));
    }

    private static Scale scale(Scale own, float[] mean, float[] sd) {
        return new Scale(mean == null ? own.mean() : mean, sd == null ? own.sd() : sd);
    }
}
