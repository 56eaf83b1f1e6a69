package org.heclip.model;

import ai.djl.ndarray.NDArray;
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
     * What {@link #forward} needs of these spots.
     *
     * @param augment null outside of training
     */
    PreparedImages prepare(SectionImages input, int[] spots, Random augment);

    /**
     * @param images what {@link #prepare} prepared, as an array; may be closed on the way
     * @return {@code [spot][feature]}
     */
    NDArray forward(NDArray images, boolean training);

    /** All that {@code weights.safetensors} must hold of it. */
    Map<String, Tensor> tensors();

    /** Takes the values of {@link #tensors} of another trunk of this kind. */
    void restore(Map<String, Tensor> tensors);

    /** What a forward pass in training changes besides gradients: running statistics. */
    Map<String, NDArray> statistics();
}
