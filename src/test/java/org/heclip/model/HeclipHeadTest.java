package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head, its loss and AdamW against torch. */
class HeclipHeadTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");
    private static final int WIDTH = 11;
    private static final int DIMENSION = 7;
    private static final int BATCH = 6;
    private static final Hyperparameters HYPERPARAMETERS =
            new Hyperparameters(1, 1, 1, BATCH, 1e-3, 1e-3, 1, 1.5, 0.1, null, 1);

    private static final Golden GOLDEN = Golden.read("head");

    /** Hands on what it is given, as features. */
    private record Given() implements Trunk {
        @Override
        public int width() {
            return WIDTH;
        }

        @Override
        public Map<String, NDArray> trainable() {
            return Map.of();
        }

        @Override
        public float[] prepare(SectionImages input, int[] spots, Random augment) {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public NDArray forward(NDManager manager, float[] prepared, int spots, boolean training) {
            return manager.create(prepared, new Shape(spots, WIDTH));
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
        }
    }

    private final Lcg lcg = new Lcg(21);
    private final Map<String, Tensor> weights = new TreeMap<>();

    HeclipHeadTest() {
        new TreeMap<>(HeclipHead.initial(WIDTH, DIMENSION, new RandomTensors(1)))
                .forEach((name, tensor) ->
                        weights.put(name, new Tensor(tensor.shape(), lcg.values(tensor.values().length, 0.5, 0))));
    }

    @Test
    void lossAndGradientsAreThoseOfTorch() {
        try (NDManager manager = LIBTORCH.newManager()) {
            ContrastiveNetwork network = new ContrastiveNetwork(manager, new Given(), weights);
            network.optimiser(HYPERPARAMETERS);
            double loss = step(network);

            GOLDEN.assertEqual("loss", new float[] {(float) loss}, 1, 1e-6);
            for (String name : weights.keySet()) {
                GOLDEN.assertEqual(name + ".grad", network.gradient(name), 1, 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void weightsAfterAdamWAreThoseOfTorch(int steps) {
        try (NDManager manager = LIBTORCH.newManager()) {
            ContrastiveNetwork network = new ContrastiveNetwork(manager, new Given(), weights);
            AdamW optimiser = network.optimiser(HYPERPARAMETERS);
            float[][] batch = batch();
            for (int i = 0; i < steps; i++) {
                network.gradients(batch[0], new DenseMatrix(BATCH, DIMENSION, batch[1]), batch[2], 1.5);
                optimiser.step();
            }
            network.tensors()
                    .forEach((name, tensor) -> GOLDEN.assertEqual(
                            name.substring(HeclipHead.PREFIX.length()) + ".step" + steps,
                            tensor.values(),
                            1,
                            1e-5 * steps));
        }
    }

    private double step(ContrastiveNetwork network) {
        float[][] batch = batch();
        return network.gradients(batch[0], new DenseMatrix(BATCH, DIMENSION, batch[1]), batch[2], 1.5);
    }

    /** Features, spots and dropout, in the order in which the script draws them. */
    private float[][] batch() {
        float[] features = lcg.values(BATCH * WIDTH, 1, 0);
        float[] spots = lcg.values(BATCH * DIMENSION, 1, 1);
        float[] mask = lcg.values(BATCH * DIMENSION, 1, 0);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mask[i] < -0.8f ? 0 : (float) (1 / 0.9);
        }
        return new float[][] {features, spots, mask};
    }
}
