package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import org.heclip.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedule, clipping and AdamW under both, against torch ({@code make_training_golden.py}). */
class OptimisationTest {
    private static final Libtorch LIBTORCH = Libtorch.start(2, "cpu");
    private static final Golden GOLDEN = Golden.read("training");
    private static final int BATCHES = 5;
    private static final Optimisation OPTIMISATION =
            new Optimisation(6, 2, null, 1e-2, 1e-1, Schedule.COSINE, 2, null, 0.5);

    @Test
    void warmUpAndCosineAreThoseOfTorch() {
        GOLDEN.assertEqual("rates", rates(OPTIMISATION, BATCHES), 1, 1e-6);
    }

    @Test
    void constantScheduleStaysAtTheRate() {
        for (float rate : rates(Optimisation.of(3, 2, 1e-3, 0), 4)) {
            assertEquals(1e-3f, rate);
        }
    }

    /** So that the refit, which has more spots, goes through the rates of the epochs that were chosen. */
    @Test
    void ratesDependOnEpochsAndNotOnTheNumberOfBatches() {
        float[] few = rates(OPTIMISATION, BATCHES);
        float[] many = rates(OPTIMISATION, 2 * BATCHES);
        for (int epoch = OPTIMISATION.warmupEpochs(); epoch < OPTIMISATION.epochs(); epoch++) {
            assertEquals(few[epoch * BATCHES], many[epoch * 2 * BATCHES]);
        }
    }

    @Test
    void clippedAdamWUnderTheScheduleIsThatOfTorch() {
        Lcg lcg = new Lcg(31);
        try (NDManager manager = LIBTORCH.newManager()) {
            NDArray weights = NativeArray.copyOf(manager, lcg.values(12, 1, 0), 4, 3);
            NDArray x = NativeArray.copyOf(manager, lcg.values(8, 1, 0), 2, 4);
            weights.setRequiresGradient(true);
            FlatParameters parameters = new FlatParameters(manager, Map.of("weights", weights));
            AdamW optimiser = new AdamW(manager, parameters, OPTIMISATION.weightDecay());
            float[] rates = rates(OPTIMISATION, BATCHES);
            float[] norms = new float[rates.length];
            for (int i = 0; i < rates.length; i++) {
                try (NDManager step = manager.newSubManager();
                        GradientCollector collector = Libtorch.engine().newGradientCollector()) {
                    x.attach(step);
                    collector.backward(x.matMul(weights).exp().sum());
                    x.attach(manager);
                }
                try (NDManager step = manager.newSubManager()) {
                    NDArray gradients = parameters.takeGradients(step);
                    norms[i] = (float) GradientNorm.clip(parameters, gradients, OPTIMISATION.clipNorm());
                    optimiser.step(gradients, rates[i]);
                }
            }

            assertTrue(norms[0] > OPTIMISATION.clipNorm(), "nothing was clipped");
            GOLDEN.assertEqual("norms", norms, 1, 1e-5);
            GOLDEN.assertEqual("weights", weights.toFloatArray(), 1, 1e-5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, , constant, 3, , , --warmup-epochs",
        "3, 2, 0, constant, 0, , , --micro-batch-size",
        "3, 2, , constant, 0, 0, , --patience",
        "3, 2, , constant, 0, , 0, --clip-norm",
        "3, 1, , constant, 0, , , --batch-size"
    })
    void valuesOutOfRangeNameTheirOption(
            int epochs,
            int batch,
            Integer micro,
            String schedule,
            int warmup,
            Integer patience,
            Double clip,
            String option) {
        InputException refused = assertThrows(
                InputException.class,
                () -> new Optimisation(
                        epochs, batch, micro, 1e-3, 0, Schedule.named(schedule), warmup, patience, clip));

        assertTrue(refused.getMessage().startsWith(option), refused.getMessage());
    }

    private static float[] rates(Optimisation optimisation, int batches) {
        float[] rates = new float[optimisation.epochs() * batches];
        for (int i = 0; i < rates.length; i++) {
            int epoch = i / batches;
            rates[i] = (float) optimisation.learningRate(epoch + (double) (i % batches) / batches, 1.0 / batches);
        }
        return rates;
    }
}
