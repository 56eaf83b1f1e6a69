package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;

/** A loss that is no number stops training and says where it comes from. */
class TrainingEpochsTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");
    private static final int SPOTS = 6;
    private static final int WIDTH = 4;
    private static final int DIMENSION = 3;

    @Test
    void featuresThatAreNoNumbersAreNamed() {
        float[] features = ones(WIDTH);
        features[5] = Float.NaN;
        assertTrue(refusal(features, ones(DIMENSION), 1e-3).contains("features"));
    }

    @Test
    void expressionThatIsNoNumberIsNamed() {
        float[] expression = ones(DIMENSION);
        expression[2] = Float.POSITIVE_INFINITY;
        assertTrue(refusal(ones(WIDTH), expression, 1e-3).contains("expression"));
    }

    @Test
    void weightsThatRunAwayAreNamed() {
        assertTrue(refusal(ones(WIDTH), ones(DIMENSION), 1e30).contains("--learning-rate"));
    }

    private static Pool pool(float[] features, float[] expression) {
        SectionImages images = new SectionImages(
                "A", SPOTS, Optional.of(new DenseMatrix(SPOTS, WIDTH, features)), Optional.empty(), Optional.empty());
        DenseMatrix targets = new DenseMatrix(SPOTS, DIMENSION, expression);
        return new Pool(images, targets, targets, DenseMatrix.zeros(SPOTS, 2), DenseMatrix.zeros(SPOTS, 2));
    }

    private static String refusal(float[] features, float[] expression, double learningRate) {
        Hyperparameters hyperparameters = Examples.hyperparameters(Optimisation.of(5, SPOTS, learningRate, 0));
        Pool pool = pool(features, expression);
        RandomTensors random = new RandomTensors(1);
        try (NDManager manager = LIBTORCH.newManager()) {
            Heclip plug = new Heclip();
            Network network = plug.network(
                    manager,
                    new FrozenTrunk(WIDTH),
                    plug.initial(WIDTH, pool, hyperparameters, random),
                    hyperparameters);
            TrainingEpochs epochs = new TrainingEpochs(manager, network, pool, hyperparameters, random);
            return assertThrows(InputException.class, () -> {
                        for (int epoch = 1; epoch <= 5; epoch++) {
                            epochs.run(epoch);
                        }
                    })
                    .getMessage();
        }
    }

    private static float[] ones(int columns) {
        float[] values = new float[SPOTS * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i % 5;
        }
        return values;
    }
}
