package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Random;
import org.heclip.file.Tensor;

/** What lies below a head: from spots to features. */
interface Trunk {
    /** Number of features. */
    int width();

    /** Parameters to train along with the head; none when the features are frozen. */
    Map<String, NDArray> trainable();

    /**
     * The values that {@link #forward} needs of these spots. Plain Java, so that another thread can do it.
     *
     * @param augment null outside of training
     */
    float[] prepare(SectionImages input, int[] spots, Random augment);

    /** @return {@code [spot][feature]}, owned by {@code manager} */
    NDArray forward(NDManager manager, float[] prepared, int spots, boolean training);

    /** All that {@code weights.safetensors} must hold of it. */
    Map<String, Tensor> tensors();

    /** Takes the values of {@link #tensors} of another trunk of this kind. */
    void restore(Map<String, Tensor> tensors);

    /** What a forward pass in training changes besides gradients: running statistics. */
    Map<String, NDArray> statistics();
}
