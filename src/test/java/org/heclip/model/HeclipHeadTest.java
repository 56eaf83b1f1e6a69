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
    private static final double TEMPERATURE = 1.5;

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
        new TreeMap<>(HeclipHead.initial(HeclipHead.PREFIX, WIDTH, DIMENSION, new RandomTensors(1)))
                .forEach((name, tensor) ->
                        weights.put(name, new Tensor(tensor.shape(), lcg.values(tensor.values().length, 0.5, 0))));
    }

    @Test
    void lossAndGradientsAreThoseOfTorch() {
        try (NDManager manager = LIBTORCH.newManager()) {
            Network network = network(manager);
            Map<String, NDArray> trainable = network.trainable();
            double loss = gradients(manager, network, batch());

            GOLDEN.assertEqual("loss", new float[] {(float) loss}, 1, 1e-6);
            trainable.forEach((name, parameter) -> GOLDEN.assertEqual(
                    plain(name) + ".grad", parameter.getGradient().toFloatArray(), 1, 1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void weightsAfterAdamWAreThoseOfTorch(int steps) {
        try (NDManager manager = LIBTORCH.newManager()) {
            Network network = network(manager);
            AdamW optimiser = new AdamW(manager, network.trainable(), 1e-3, 1e-3);
            float[][] batch = batch();
            for (int i = 0; i < steps; i++) {
                gradients(manager, network, batch);
                optimiser.step();
            }
            network.tensors()
                    .forEach((name, tensor) ->
                            GOLDEN.assertEqual(plain(name) + ".step" + steps, tensor.values(), 1, 1e-5 * steps));
        }
    }

    private Network network(NDManager manager) {
        return new HeclipNetwork(new Given(), Parameters.of(manager, weights), TEMPERATURE);
    }

    private static double gradients(NDManager manager, Network network, float[][] batch) {
        DenseMatrix spots = new DenseMatrix(BATCH, DIMENSION, batch[1]);
        Dropout dropout = (x, site) -> x.mul(x.getManager().create(batch[2], x.getShape()));
        return new TrainingStep(manager, network)
                .gradients(batch[0], new SpotBatch(spots, DenseMatrix.zeros(BATCH, 2)), dropout);
    }

    private static String plain(String name) {
        return name.substring(HeclipHead.PREFIX.length());
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
