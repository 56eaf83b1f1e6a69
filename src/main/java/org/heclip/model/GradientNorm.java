package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** The length of the gradient over all parameters together. */
final class GradientNorm {
    /** As torch's {@code clip_grad_norm_}. */
    private static final double EPSILON = 1e-6;

    private GradientNorm() {}

    /**
     * Shortens the gradient to {@code most} where it is longer (Pascanu et al., ICML 2013, arXiv 1211.5063).
     *
     * @param gradients as {@link FlatParameters#takeGradients} gives them
     * @param most null to leave it
     * @return its length before
     */
    static double clip(FlatParameters parameters, NDArray gradients, Double most) {
        try (NDList parts = parameters.pieces(gradients)) {
            // fetched together: a GPU is waited for once, not for each part
            NDList lengths = new NDList(parts.size());
            parts.forEach(part -> lengths.add(part.norm().reshape(1)));
            double squares = 0;
            for (float length : NDArrays.concat(lengths).toFloatArray()) {
                squares += (double) length * length;
            }
            double length = Math.sqrt(squares);
            double factor = most == null ? 1 : most / (length + EPSILON);
            if (factor < 1) {
                gradients.muli(factor);
            }
            return length;
        }
    }
}
