package org.heclip.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** Trunk and head as one network, with the loop that trains them. */
final class ContrastiveNetwork {
    private static final int EMBED_BATCH = 64;

    private final NDManager manager;
    private final Trunk trunk;
    private final Parameters head;
    private final int dimension;

    ContrastiveNetwork(NDManager manager, Trunk trunk, Map<String, Tensor> head) {
        this.manager = manager;
        this.trunk = trunk;
        this.head = Parameters.of(manager, head);
        this.dimension = head.get("layer_norm.bias").values().length;
    }

    /** Ready to take steps. */
    AdamW optimiser(Hyperparameters hyperparameters) {
        Map<String, NDArray> trainable = new TreeMap<>(trunk.trainable());
        head.trainable().forEach((name, array) -> trainable.put(HeclipHead.PREFIX + name, array));
        return new AdamW(manager, trainable, hyperparameters.learningRate(), hyperparameters.weightDecay());
    }

    /**
     * Goes once through all spots in a random order.
     *
     * @param expression the spot side of the contrast, {@code [spot][dimension]}
     * @param epoch from 1
     * @return mean loss over the batches
     * @throws InputException when the loss is no longer a number
     */
    double epoch(
            SectionImages input,
            DenseMatrix expression,
            AdamW optimiser,
            Hyperparameters hyperparameters,
            RandomTensors random,
            int epoch) {
        List<int[]> batches =
                Batches.shuffled(input.spots(), hyperparameters.batchSize(), random.generator("order/" + epoch));
        double[] sum = new double[1];
        Batches.prefetched(
                batches.size(),
                i -> trunk.prepare(input, batches.get(i), random.generator("augment/" + epoch + "/" + i)),
                (i, prepared) -> {
                    DenseMatrix spots = expression.selectRows(batches.get(i));
                    float[] mask = dropout(
                            spots.rows(), hyperparameters.dropout(), random.generator("dropout/" + epoch + "/" + i));
                    double loss = gradients(prepared, spots, mask, hyperparameters.temperature());
                    if (!Double.isFinite(loss)) {
                        throw new InputException(
                                "training",
                                "loss of epoch " + epoch + ", batch " + (i + 1),
                                "found " + loss + ", expected a finite number; " + culprit(prepared, spots));
                    }
                    optimiser.step();
                    sum[0] += loss;
                });
        return sum[0] / batches.size();
    }

    /** The loss of one batch; its gradients are left with the parameters. */
    double gradients(float[] prepared, DenseMatrix spots, float[] dropout, double temperature) {
        int size = spots.rows();
        Engine engine = Libtorch.engine();
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray features = trunk.forward(step, prepared, size, true);
            NDArray mask = step.create(dropout, new Shape(size, dimension));
            NDArray images = HeclipHead.forward(features, head, mask);
            NDArray measured = step.create(spots.values(), new Shape(size, dimension));
            NDArray loss = ContrastiveLoss.imageCentric(images, measured, temperature);
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** @return {@code [spot][dimension]} of all spots, without augmentation or dropout */
    DenseMatrix embed(SectionImages input) {
        DenseMatrix embedding = DenseMatrix.zeros(input.spots(), dimension);
        List<int[]> batches = Batches.inOrder(input.spots(), EMBED_BATCH);
        Batches.prefetched(batches.size(), i -> trunk.prepare(input, batches.get(i), null), (i, prepared) -> {
            int[] spots = batches.get(i);
            try (NDManager step = manager.newSubManager()) {
                NDArray features = trunk.forward(step, prepared, spots.length, false);
                float[] values = HeclipHead.forward(features, head, null).toFloatArray();
                System.arraycopy(values, 0, embedding.values(), spots[0] * dimension, values.length);
            }
        });
        return embedding;
    }

    /** All weights. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new TreeMap<>(trunk.tensors());
        tensors.putAll(head.tensors(HeclipHead.PREFIX));
        return tensors;
    }

    /** The gradient of a parameter of the head. */
    float[] gradient(String name) {
        try (NDArray gradient = head.get(name).getGradient()) {
            return gradient.toFloatArray();
        }
    }

    /** Where a loss that is no number comes from: what went in, or weights that ran away. */
    private static String culprit(float[] prepared, DenseMatrix spots) {
        if (!allFinite(prepared)) {
            return "the images' features or pixels hold values that are not finite";
        } else if (!allFinite(spots.values())) {
            return "the expression holds values that are not finite";
        }
        return "the weights ran away: try a lower --learning-rate";
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private float[] dropout(int spots, double probability, Random random) {
        float[] mask = new float[spots * dimension];
        float kept = (float) (1 / (1 - probability));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < probability ? 0 : kept;
        }
        return mask;
    }
}
