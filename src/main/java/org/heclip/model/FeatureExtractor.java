package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** Features of tiles from an encoder that stays as it is. */
public final class FeatureExtractor {
    private FeatureExtractor() {}

    /**
     * @param weights of the encoder (see {@link Encoder#select}, {@link Encoder#randomWeights})
     * @param batchSize tiles at a time: memory for speed; at least 1
     * @param progress told the number of tiles that are done
     * @return {@code [spot][feature]}
     */
    public static DenseMatrix extract(
            Libtorch libtorch,
            Encoder encoder,
            Map<String, Tensor> weights,
            Tiles tiles,
            int batchSize,
            IntConsumer progress) {
        try (NDManager manager = libtorch.newManager()) {
            return extract(manager, encoder, Parameters.of(manager, weights), tiles, batchSize, progress);
        }
    }

    static DenseMatrix extract(
            NDManager manager, Encoder encoder, Parameters weights, Tiles tiles, int batchSize, IntConsumer progress) {
        DenseMatrix features = DenseMatrix.zeros(tiles.size(), encoder.width());
        int px = tiles.tilePx();
        List<int[]> batches = Batches.inOrder(tiles.size(), batchSize);
        Batches.prefetched(
                batches.size(), i -> TileBatch.of(tiles, batches.get(i), null, encoder.scale()), (i, images) -> {
                    int[] spots = batches.get(i);
                    try (NDManager step = manager.newSubManager()) {
                        NDArray batch = NativeArray.copyOf(step, images, spots.length, 3, px, px);
                        float[] values = encoder.forward(batch, weights, false).toFloatArray();
                        System.arraycopy(values, 0, features.values(), spots[0] * encoder.width(), values.length);
                    }
                    progress.accept(spots[spots.length - 1] + 1);
                });
        return features;
    }
}
