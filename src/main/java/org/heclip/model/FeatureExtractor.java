package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.pooling.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** Features of tiles from an encoder that stays as it is. */
public final class FeatureExtractor {
    private FeatureExtractor() {}

    /**
     * @param weights of the encoder (see {@link Encoder#select}, {@link Encoder#randomWeights})
     * @param stages whether the means of the stages' maps are wanted too
     * @param batchSize tiles at a time: memory for speed; at least 1
     * @param progress told the number of tiles that are done
     */
    public static ImageFeatures extract(
            Libtorch libtorch,
            Encoder encoder,
            Map<String, Tensor> weights,
            Tiles tiles,
            boolean stages,
            int batchSize,
            IntConsumer progress) {
        try (NDManager manager = libtorch.newManager()) {
            Parameters parameters = Parameters.of(manager, FoldedNormalisation.of(encoder, weights));
            return extract(
                    manager,
                    (images, maps) -> encoder.forward(images, parameters, false, stages ? maps : map -> {}),
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
    public static ImageFeatures extract(
            Libtorch libtorch, Path module, TileBatch.Scale scale, Tiles tiles, int batchSize, IntConsumer progress) {
        try (NDManager manager = libtorch.newManager();
                TorchScript encoder = TorchScript.open(libtorch, module)) {
            int width = encoder.width(manager, tiles.tilePx());
            return extract(
                    manager, (images, maps) -> encoder.forward(images), width, scale, tiles, batchSize, progress);
        }
    }

    private static ImageFeatures extract(
            NDManager manager,
            BiFunction<NDArray, Consumer<NDArray>, NDArray> encoder,
            int width,
            TileBatch.Scale scale,
            Tiles tiles,
            int batchSize,
            IntConsumer progress) {
        DenseMatrix features = DenseMatrix.zeros(tiles.size(), width);
        List<List<DenseMatrix>> stages = new ArrayList<>();
        List<int[]> batches = Batches.inOrder(tiles.size(), batchSize);
        Batches.prefetched(batches.size(), i -> TileBatch.of(tiles, batches.get(i), null, scale), (i, images) -> {
            int[] spots = batches.get(i);
            List<DenseMatrix> means = new ArrayList<>();
            try (NDManager step = manager.newSubManager()) {
                float[] values = encoder.apply(images.array(step), map -> means.add(meanOver(map)))
                        .toFloatArray();
                System.arraycopy(values, 0, features.values(), spots[0] * width, values.length);
            }
            stages.add(means);
            progress.accept(spots[spots.length - 1] + 1);
        });
        return new ImageFeatures(features, joined(stages));
    }

    /** Mean of each channel of a map {@code [tile][channel][y][x]}. */
    private static DenseMatrix meanOver(NDArray map) {
        try (NDArray mean = Pool.globalAvgPool2d(map)) {
            int channels = Math.toIntExact(map.getShape().get(1));
            return new DenseMatrix(Math.toIntExact(map.getShape().get(0)), channels, mean.toFloatArray());
        }
    }

    /** From {@code [batch][stage]} to one matrix a stage. */
    private static List<DenseMatrix> joined(List<List<DenseMatrix>> batches) {
        int stages = batches.isEmpty() ? 0 : batches.get(0).size();
        return IntStream.range(0, stages)
                .mapToObj(stage -> DenseMatrix.stacked(
                        batches.stream().map(batch -> batch.get(stage)).toList()))
                .toList();
    }
}
