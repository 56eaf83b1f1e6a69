package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.heclip.expression.DenseMatrix;

/** What a network says of images, in evaluation mode. */
final class Embedding {
    private static final int BATCH = 64;

    private Embedding() {}

    /** @return {@code [spot][dimension]} of all spots, without augmentation or dropout */
    static DenseMatrix of(NDManager manager, Network network, SectionImages input) {
        List<int[]> batches = Batches.inOrder(input.spots(), BATCH);
        float[][] parts = new float[batches.size()][];
        Batches.prefetched(batches.size(), i -> network.trunk().prepare(input, batches.get(i), null), (i, prepared) -> {
            try (NDManager step = manager.newSubManager()) {
                NDArray features = network.trunk().forward(step, prepared, batches.get(i).length, false);
                parts[i] = network.images(features, Dropout.none()).toFloatArray();
            }
        });
        return joined(parts, input.spots());
    }

    private static DenseMatrix joined(float[][] parts, int spots) {
        int dimension = parts[0].length / Math.min(BATCH, spots);
        DenseMatrix embedding = DenseMatrix.zeros(spots, dimension);
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, embedding.values(), i * BATCH * dimension, parts[i].length);
        }
        return embedding;
    }
}
