package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.heclip.error.InputException;
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
            Parameters parameters = Parameters.of(manager, FoldedNormalisation.of(encoder, weights));
            return extract(
                    manager,
                    images -> encoder.forward(images, parameters, false),
                    encoder.width(),
                    encoder.scale(),
                    tiles,
                    batchSize,
                    progress);
        }
    }

    /**
     * The same with an encoder that was exported as TorchScript.
     *
     * @param module the file; a program, that libtorch's interpreter runs
     * @throws InputException when it is no TorchScript module, or does not turn the tiles into a vector each
     */
    public static DenseMatrix extract(
            Libtorch libtorch, Path module, TileBatch.Scale scale, Tiles tiles, int batchSize, IntConsumer progress) {
        try (NDManager manager = libtorch.newManager();
                TorchScript encoder = TorchScript.open(libtorch, module)) {
            int width = encoder.width(manager, tiles.tilePx());
            return extract(manager, encoder::forward, width, scale, tiles, batchSize, progress);
        }
    }

    private static DenseMatrix extract(
            NDManager manager,
            UnaryOperator<NDArray> encoder,
            int width,
            TileBatch.Scale scale,
            Tiles tiles,
            int batchSize,
            IntConsumer progress) {
        DenseMatrix features = DenseMatrix.zeros(tiles.size(), width);
        int px = tiles.tilePx();
        List<int[]> batches = Batches.inOrder(tiles.size(), batchSize);
        Batches.prefetched(batches.size(), i -> TileBatch.of(tiles, batches.get(i), null, scale), (i, images) -> {
            int[] spots = batches.get(i);
            try (NDManager step = manager.newSubManager()) {
                NDArray batch = NativeArray.copyOf(step, images, spots.length, 3, px, px);
                float[] values = encoder.apply(batch).toFloatArray();
                System.arraycopy(values, 0, features.values(), spots[0] * width, values.length);
            }
            progress.accept(spots[spots.length - 1] + 1);
        });
        return features;
    }
}
