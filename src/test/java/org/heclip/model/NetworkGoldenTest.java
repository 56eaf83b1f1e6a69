package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss, gradients and AdamW steps of each network against {@code src/test/python/rival_models_golden.py}. */
class NetworkGoldenTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");
    private static final int BATCH = 6;
    private static final int FEATURES = 11;
    private static final int GENES = 9;
    private static final int DIMENSION = 7;
    private static final double TEMPERATURE = 1.5;
    /** Moves all spots alike, which no softmax over spots can see. */
    private static final String SHIFT_OF_ALL_SPOTS = "spot.head.layer_norm.bias";

    private static final int[] ROWS = {0, 1, 4, 2, 1, 0};
    private static final int[] COLUMNS = {2, 0, 1, 4, 1, 2};

    /** What the script draws, in its order: weights by name, features, expression, dropout of both heads. */
    private record Example(
            String model, Golden golden, Map<String, Tensor> weights, float[] features, SpotBatch batch) {
        static Example of(String model) {
            Golden golden = Golden.read(model);
            Lcg lcg = new Lcg(33);
            Map<String, Tensor> weights = new TreeMap<>();
            golden.arrays().keySet().stream()
                    .filter(name -> name.endsWith(".grad"))
                    .map(name -> name.substring(0, name.length() - ".grad".length()))
                    .sorted()
                    .forEach(name -> weights.put(name, drawn(name, golden, lcg)));
            float[] features = lcg.values(BATCH * FEATURES, 1, 0);
            DenseMatrix expression = new DenseMatrix(BATCH, GENES, lcg.values(BATCH * GENES, 1, 1));
            float[] array = new float[2 * BATCH];
            for (int s = 0; s < BATCH; s++) {
                array[2 * s] = ROWS[s];
                array[2 * s + 1] = COLUMNS[s];
            }
            DenseMatrix targets =
                    model.equals("heclip") ? expression.selectCols(new int[] {0, 1, 2, 3, 4, 5, 6}) : expression;
            return new Example(
                    model,
                    golden,
                    weights,
                    features,
                    new SpotBatch(targets, DenseMatrix.zeros(BATCH, 2), new DenseMatrix(BATCH, 2, array)));
        }

        private static Tensor drawn(String name, Golden golden, Lcg lcg) {
            int size = golden.arrays().get(name + ".grad").length;
            float[] values = lcg.values(size, 0.5, 0);
            boolean matrix = name.endsWith(".weight") && !name.contains("norm");
            int columns = columns(name);
            return matrix ? Tensor.matrix(size / columns, columns, values) : Tensor.vector(values);
        }

        private static int columns(String name) {
            if (name.endsWith("to_out.weight")) {
                return 16;
            } else if (name.endsWith("head.fc.weight")) {
                return DIMENSION;
            }
            return name.startsWith("spot.") ? GENES : FEATURES;
        }

        Dropout dropout() {
            Lcg lcg = new Lcg(33);
            weights.values().forEach(tensor -> lcg.values(tensor.values().length, 1, 0));
            lcg.values(BATCH * (FEATURES + GENES), 1, 0);
            Map<String, float[]> masks =
                    Map.of(ProjectionHead.PREFIX, mask(lcg), "spot." + ProjectionHead.PREFIX, mask(lcg));
            return (x, site) -> x.mul(x.getManager().create(masks.get(site), x.getShape()));
        }

        private static float[] mask(Lcg lcg) {
            float[] mask = lcg.values(BATCH * DIMENSION, 1, 0);
            for (int i = 0; i < mask.length; i++) {
                mask[i] = mask[i] < -0.8f ? 0 : (float) (1 / 0.9);
            }
            return mask;
        }

        Network network(NDManager manager) {
            Parameters heads = Parameters.of(manager, weights);
            DualNetwork.SpotEncoder plain = DualNetwork.SpotEncoder.none();
            return switch (model) {
                case "heclip" ->
                    new HeclipNetwork(new FrozenTrunk(FEATURES), heads, ContrastiveLoss.heclip(TEMPERATURE));
                case "heclip_heg" ->
                    new DualNetwork(new FrozenTrunk(FEATURES), heads, plain, ContrastiveLoss.heclip(TEMPERATURE), true);
                case "bleep" ->
                    new DualNetwork(new FrozenTrunk(FEATURES), heads, plain, ContrastiveLoss.bleep(TEMPERATURE), true);
                case "mclstexp" ->
                    new DualNetwork(
                            new FrozenTrunk(FEATURES),
                            heads,
                            new SpotTransformer(8, 16, 2),
                            ContrastiveLoss.clip(TEMPERATURE),
                            false);
                default -> new StNet.Regression(new FrozenTrunk(FEATURES), heads);
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heclip", "heclip_heg", "bleep", "mclstexp", "stnet"})
    void lossGradientsAndStepsAreThoseOfTorch(String model) {
        Example example = Example.of(model);
        try (NDManager manager = LIBTORCH.newManager()) {
            Network network = example.network(manager);
            Map<String, NDArray> trainable = network.trainable();
            FlatParameters parameters = new FlatParameters(manager, trainable);
            AdamW optimiser = new AdamW(manager, parameters, 1e-3);
            TrainingStep step = new TrainingStep(manager, network, new PastQueue(manager, network, 0));
            for (int i = 1; i <= 10; i++) {
                double loss = step.gradients(
                        List.of(new PreparedImages.Features(new DenseMatrix(BATCH, FEATURES, example.features()))),
                        example.batch(),
                        row -> example.dropout());
                if (i == 1) {
                    example.golden().assertEqual("loss", new float[] {(float) loss}, 1, 1e-6);
                    assertGradients(example.golden(), trainable);
                }
                optimiser.step(parameters.takeGradients(manager), 1e-3);
                if (i == 1) {
                    assertWeights(example, network, ".step1", 1e-5);
                }
                if (i == 10) {
                    example.golden().assertEqual("loss10", new float[] {(float) loss}, 1, 1e-4);
                }
            }
            assertWeights(example, network, ".step10", 1e-4);
        }
    }

    /** Relative to the largest gradient of the network: where terms cancel, float32 leaves the rounding of what went in. */
    private static void assertGradients(Golden golden, Map<String, NDArray> trainable) {
        double largest = golden.arrays().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".grad"))
                .flatMapToDouble(entry -> Arrays.stream(entry.getValue()).map(Math::abs))
                .max()
                .orElseThrow();
        trainable.forEach((name, parameter) -> {
            double[] expected = golden.arrays().get(name + ".grad");
            float[] found = parameter.getGradient().toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found[i], 1e-5 * largest, name + "[" + i + "]");
            }
        });
    }

    /** A parameter that the loss does not depend on has a gradient of rounding only, which AdamW blows up to any step. */
    private static void assertWeights(Example example, Network network, String step, double tolerance) {
        network.tensors().forEach((name, tensor) -> {
            boolean free = Arrays.stream(example.golden().arrays().get(name + ".grad"))
                    .allMatch(gradient -> Math.abs(gradient) < 1e-12);
            assertEquals(example.model().equals("heclip_heg") && name.equals(SHIFT_OF_ALL_SPOTS), free, name);
            if (!free) {
                example.golden().assertEqual(name + step, tensor.values(), 1, tolerance);
            }
        });
    }
}
