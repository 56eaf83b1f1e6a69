package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch in parts has the gradients of the whole. */
class TrainingStepTest {
    private static final Libtorch LIBTORCH = Libtorch.start(1, "cpu");
    private static final int BATCH = 11;
    private static final int WIDTH = 9;
    private static final int DIMENSION = 6;

    private final Lcg lcg = new Lcg(5);
    private final float[] features = lcg.values(BATCH * WIDTH, 1, 0);
    private final SpotBatch spots = new SpotBatch(
            new DenseMatrix(BATCH, DIMENSION, lcg.values(BATCH * DIMENSION, 1, 0)),
            DenseMatrix.zeros(BATCH, 2),
            DenseMatrix.zeros(BATCH, 2));

    /** Dropout on, parts that do not divide the batch, and a head: all that differs from spot to spot. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10})
    void gradientsInPartsAreThoseOfTheWholeBatch(int atOnce) {
        try (NDManager manager = LIBTORCH.newManager()) {
            Map<String, float[]> whole = gradients(manager, BATCH);
            Map<String, float[]> parts = gradients(manager, atOnce);

            assertEquals(whole.keySet(), parts.keySet());
            whole.forEach((name, expected) -> assertClose(expected, parts.get(name), name));
        }
    }

    /** The contrast would else be with the spots of the part alone. */
    @Test
    void lossInPartsIsThatOfTheWholeBatch() {
        try (NDManager manager = LIBTORCH.newManager()) {
            double whole = step(manager, network(manager)).gradients(parts(BATCH), spots, this::dropout);
            double parts = step(manager, network(manager)).gradients(parts(3), spots, this::dropout);

            assertEquals(whole, parts, 1e-6 * Math.abs(whole));
        }
    }

    /** Each part is computed twice; its statistics must count once, as if the parts were batches. */
    @Test
    void runningStatisticsFollowEachPartOnce() {
        try (NDManager manager = LIBTORCH.newManager()) {
            Encoder encoder = ResNet.resnet18();
            Tiles tiles = Lcg.tiles(4, 32);
            List<TileBatch> parts = Batches.cut(new int[] {0, 1, 2, 3}, 2).stream()
                    .map(part -> TileBatch.of(tiles, part, null, encoder.scale()))
                    .toList();
            float[] twice = statistics(manager, encoder, parts);
            EncoderTrunk trunk = trunk(manager, encoder);
            parts.forEach(part -> trunk.forward(part.array(manager), true));

            assertArrayEquals(trunk.statistics().get("bn1.running_mean").toFloatArray(), twice);
        }
    }

    @Test
    void pastSpotsAreFurtherContrasts() {
        Golden golden = Golden.read("training");
        Lcg drawn = new Lcg(41);
        try (NDManager manager = LIBTORCH.newManager()) {
            NDArray images = NativeArray.copyOf(manager, drawn.values(12, 1, 0), 3, 4);
            NDArray measured = NativeArray.copyOf(manager, drawn.values(12, 1, 0), 3, 4);
            Past past = new Past(
                    NativeArray.copyOf(manager, drawn.values(20, 1, 0), 5, 4),
                    NativeArray.copyOf(manager, drawn.values(20, 1, 0), 5, 4));
            images.setRequiresGradient(true);
            try (var collector = Libtorch.engine().newGradientCollector()) {
                NDArray loss =
                        ContrastiveLoss.heclip(0.7).withPast().orElseThrow().between(images, measured, past);
                collector.backward(loss);
                golden.assertEqual("past.loss", loss.toFloatArray(), 1, 1e-6);
            }

            golden.assertEqual("past.grad", images.getGradient().toFloatArray(), 1, 1e-5);
        }
    }

    @Test
    void queueKeepsTheLastSpots() {
        try (NDManager manager = LIBTORCH.newManager()) {
            PastQueue queue = new PastQueue(manager, network(manager), 5);
            for (int i = 0; i < 3; i++) {
                NDArray rows =
                        manager.arange(3 * i, 3 * i + 3, 1, DataType.FLOAT32).reshape(3, 1);
                queue.add(rows, rows.mul(10));
            }

            assertArrayEquals(
                    new float[] {4, 5, 6, 7, 8},
                    queue.past().orElseThrow().images().toFloatArray());
            assertArrayEquals(
                    new float[] {40, 50, 60, 70, 80},
                    queue.past().orElseThrow().spots().toFloatArray());
            queue.clear();
            assertEquals(true, queue.past().isEmpty());
        }
    }

    @Test
    void emptyBatchIsRefused() {
        try (NDManager manager = LIBTORCH.newManager()) {
            SpotBatch none =
                    new SpotBatch(DenseMatrix.zeros(0, DIMENSION), DenseMatrix.zeros(0, 2), DenseMatrix.zeros(0, 2));

            assertThrows(IllegalArgumentException.class, () -> step(manager, network(manager))
                    .gradients(parts(BATCH), none, this::dropout));
        }
    }

    private Map<String, float[]> gradients(NDManager manager, int atOnce) {
        Network network = network(manager);
        Map<String, NDArray> trainable = network.trainable();
        step(manager, network).gradients(parts(atOnce), spots, this::dropout);
        Map<String, float[]> gradients = new TreeMap<>();
        trainable.forEach(
                (name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
        return gradients;
    }

    private Dropout dropout(int firstRow) {
        return Dropout.of(0.3, new RandomTensors(3), "dropout/1/1", firstRow);
    }

    private List<PreparedImages> parts(int atOnce) {
        int[] all = new int[BATCH];
        java.util.Arrays.setAll(all, i -> i);
        DenseMatrix matrix = new DenseMatrix(BATCH, WIDTH, features);
        List<PreparedImages> parts = new ArrayList<>();
        Batches.cut(all, atOnce).forEach(part -> parts.add(new PreparedImages.Features(matrix.selectRows(part))));
        return parts;
    }

    private static Network network(NDManager manager) {
        var weights = ProjectionHead.initial(ProjectionHead.PREFIX, WIDTH, DIMENSION, new RandomTensors(1));
        return new HeclipNetwork(new FrozenTrunk(WIDTH), Parameters.of(manager, weights), ContrastiveLoss.heclip(1));
    }

    private static TrainingStep step(NDManager manager, Network network) {
        network.trainable();
        return new TrainingStep(manager, network, new PastQueue(manager, network, 0));
    }

    private static EncoderTrunk trunk(NDManager manager, Encoder encoder) {
        return new EncoderTrunk(encoder, Parameters.of(manager, Lcg.weights(encoder)));
    }

    private static float[] statistics(NDManager manager, Encoder encoder, List<TileBatch> parts) {
        EncoderTrunk trunk = trunk(manager, encoder);
        var heads = ProjectionHead.initial(ProjectionHead.PREFIX, encoder.width(), DIMENSION, new RandomTensors(1));
        Network network = new HeclipNetwork(trunk, Parameters.of(manager, heads), ContrastiveLoss.heclip(1));
        SpotBatch batch =
                new SpotBatch(DenseMatrix.zeros(4, DIMENSION), DenseMatrix.zeros(4, 2), DenseMatrix.zeros(4, 2));
        step(manager, network).gradients(parts, batch, row -> Dropout.none());
        return trunk.statistics().get("bn1.running_mean").toFloatArray();
    }

    private static void assertClose(float[] expected, float[] found, String name) {
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-5 * largest, name + "[" + i + "]");
        }
    }
}
