package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Random;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** Cached features of a frozen encoder, as they are: the head sees what a fine-tuned encoder would give it. */
record FrozenTrunk(int width) implements Trunk {
    @Override
    public Map<String, NDArray> trainable() {
        return Map.of();
    }

    @Override
    public PreparedImages prepare(SectionImages input, int[] spots, Random augment) {
        DenseMatrix features = input.requireFeatures();
        if (features.cols() != width) {
            throw new InputException(
                    input.section(),
                    "obsm/features",
                    "found " + features.cols() + ", expected " + width + " as trained");
        }
        return new PreparedImages.Features(features.selectRows(spots));
    }

    @Override
    public NDArray forward(NDArray images, boolean training) {
        return images;
    }

    @Override
    public Map<String, Tensor> tensors() {
        return Map.of();
    }

    @Override
    public void restore(Map<String, Tensor> tensors) {
        // nothing of it learns
    }

    @Override
    public Map<String, NDArray> statistics() {
        return Map.of();
    }
}
