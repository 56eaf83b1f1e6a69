package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void featuresAreThoseOfTimm(String name) {
        Encoder encoder = Encoder.named(name);
        Golden golden = Golden.read(name);

        float[] features = FeatureExtractor.extract(
                        LIBTORCH, encoder, Lcg.weights(encoder), Lcg.tiles(2, 64), true, 2, done -> {})
                .features()
                .values();

        golden.assertEqual("features", features, 16, 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 75})
    void efficientNetFeaturesAreThoseOfTimm(int px) {
        Encoder encoder = Encoder.named("efficientnet_lite0");

        float[] features = FeatureExtractor.extract(
                        LIBTORCH, encoder, Lcg.weights(encoder), Lcg.tiles(2, px), false, 2, done -> {})
                .features()
                .values();

        Golden.read("efficientnet_lite0").assertEqual("features" + px, features, 16, 1e-5);
    }

    /**
     * Batch statistics over few values amplify rounding: torch's own float32 gradients are 1e-2 (ResNet-18) and 3e-2 (ResNet-50)
     * from the float64 ones stored here, its features 6e-5; a wrong stride or normalisation is off by far more.
     */
    @ParameterizedTest
    @CsvSource({"resnet18, 2e-2", "resnet50, 5e-2"})
    void trainingPassGradientsAndRunningStatisticsAreThoseOfTorch(String name, double gradientTolerance) {
        Encoder encoder = Encoder.named(name);
        Golden golden = Golden.read(name);
        try (NDManager manager = LIBTORCH.newManager()) {
            Parameters weights = Parameters.of(manager, Lcg.weights(encoder));
            Map<String, NDArray> trainable = weights.trainable();
            TileBatch images = TileBatch.of(Lcg.tiles(4, 96), new int[] {0, 1, 2, 3}, null, encoder.scale());
            try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
                NDArray features = encoder.forward(images.array(manager), weights, true);
                NDArray loss =
                        features.mul(manager.linspace(-1f, 1f, encoder.width())).mean();
                collector.backward(loss);
                golden.assertEqual("trained", features.toFloatArray(), 16, 5e-4);
            }
            golden.assertEqual(
                    "conv1.grad", trainable.get("conv1.weight").getGradient().toFloatArray(), 97, gradientTolerance);
            golden.assertEqual(
                    "layer3.0.conv2.grad",
                    trainable.get("layer3.0.conv2.weight").getGradient().toFloatArray(),
                    20011,
                    gradientTolerance);
            golden.assertEqual(
                    "bn1.running_mean", weights.get("bn1.running_mean").toFloatArray(), 1, 1e-5);
            golden.assertEqual("bn1.running_var", weights.get("bn1.running_var").toFloatArray(), 1, 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "efficientnet_lite0"})
    void foldedNormalisationChangesNothingButRounding(String name) {
        Encoder encoder = Encoder.named(name);
        TileBatch images = TileBatch.of(Lcg.tiles(2, 64), new int[] {0, 1}, null, encoder.scale());
        try (NDManager manager = LIBTORCH.newManager()) {
            Map<String, Tensor> weights = Lcg.weights(encoder);
            float[] plain = encoder.forward(images.array(manager), Parameters.of(manager, weights), false)
                    .toFloatArray();
            Parameters folded = Parameters.of(manager, FoldedNormalisation.of(encoder, weights));
            float[] less = encoder.forward(images.array(manager), folded, false).toFloatArray();

            assertTrue(!folded.has("bn1.weight"), "nothing was folded");
            assertArrayEquals(plain, less, 1e-5f * largest(plain));
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void sameSeedGivesSameWeights() {
        Encoder encoder = Encoder.named("resnet18");

        assertEquals(encoder.randomWeights(3), encoder.randomWeights(3));
        assertTrue(!encoder.randomWeights(3).equals(encoder.randomWeights(4)));
    }

    @Test
    void batchSizeDoesNotChangeFeatures() {
        Encoder encoder = Encoder.named("resnet18");
        Map<String, Tensor> weights = encoder.randomWeights(1);
        float[] one = FeatureExtractor.extract(LIBTORCH, encoder, weights, Lcg.tiles(3, 32), false, 1, d -> {})
                .features()
                .values();
        float[] many = FeatureExtractor.extract(LIBTORCH, encoder, weights, Lcg.tiles(3, 32), false, 8, d -> {})
                .features()
                .values();

        for (int i = 0; i < one.length; i++) {
            assertEquals(one[i], many[i], 1e-4 * Math.max(1, Math.abs(one[i])));
        }
    }

    @Test
    void classifierIsIgnored() {
        Encoder encoder = Encoder.named("resnet18");
        Map<String, Tensor> weights = new TreeMap<>(encoder.randomWeights(1));
        weights.put("fc.weight", Tensor.vector(new float[1]));

        assertEquals(encoder.randomWeights(1), encoder.select(weights, "w.safetensors"));
    }

    @Test
    void missingMisshapedAndForeignTensorsAreNamed() {
        Encoder encoder = Encoder.named("resnet18");
        Map<String, Tensor> missing = new TreeMap<>(encoder.randomWeights(1));
        missing.remove("layer2.0.downsample.0.weight");
        Map<String, Tensor> misshaped = new TreeMap<>(encoder.randomWeights(1));
        misshaped.put("bn1.bias", Tensor.vector(new float[3]));

        assertRefused(encoder, missing, "layer2.0.downsample.0.weight: not found");
        assertRefused(encoder, misshaped, "bn1.bias: found [3], expected [64]");
        assertRefused(encoder, Encoder.named("resnet50").randomWeights(1), "resnet18");
    }

    private static void assertRefused(Encoder encoder, Map<String, Tensor> weights, String message) {
        String found = assertThrows(InputException.class, () -> encoder.select(weights, "w.safetensors"))
                .getMessage();
        assertTrue(found.contains("w.safetensors") && found.contains(message), found);
    }
}
