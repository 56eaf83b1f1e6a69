package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;

/** What a network says of images and spots, in evaluation mode. */
final class Embedding {
    private static final int BATCH = 64;
    /** A transformer on the spot side sees a batch at once: as many as in mclSTExp's published evaluation. */
    private static final int SPOT_BATCH = 32;

    private Embedding() {}

    /** @return {@code [spot][dimension]} of all spots, without augmentation or dropout */
    static DenseMatrix of(NDManager manager, Network network, SectionImages input) {
        List<int[]> batches = Batches.inOrder(input.spots(), BATCH);
        float[][] parts = new float[batches.size()][];
        Batches.prefetched(batches.size(), i -> network.trunk().prepare(input, batches.get(i), null), (i, prepared) -> {
            try (NDManager step = manager.newSubManager()) {
                NDArray features = network.trunk().forward(prepared.array(step), false);
                parts[i] = network.images(features, Dropout.none()).toFloatArray();
            }
        });
        return joined(parts, input.spots());
    }

    /** {@code [spot][dimension]} of what queries are compared with; empty when it is nothing. */
    static Optional<DenseMatrix> ofReferences(NDManager manager, Network network, Pool pool, Lookup lookup) {
        return switch (lookup) {
            case NOTHING -> Optional.empty();
            case IMAGES -> Optional.of(of(manager, network, pool.images()));
            case SPOTS -> Optional.of(ofSpots(manager, network, pool));
        };
    }

    private static DenseMatrix ofSpots(NDManager manager, Network network, Pool pool) {
        List<int[]> batches = Batches.inOrder(pool.spots(), SPOT_BATCH);
        float[][] parts = new float[batches.size()][];
        for (int i = 0; i < parts.length; i++) {
            try (NDManager step = manager.newSubManager()) {
                parts[i] = network.spots(step, pool.batch(batches.get(i)), Dropout.none())
                        .toFloatArray();
            }
        }
        return joined(parts, pool.spots());
    }

    private static DenseMatrix joined(float[][] parts, int spots) {
        DenseMatrix embedding = DenseMatrix.zeros(
                spots, Arrays.stream(parts).mapToInt(part -> part.length).sum() / spots);
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, embedding.values(), at, part.length);
            at += part.length;
        }
        return embedding;
    }
}
