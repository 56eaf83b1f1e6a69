package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collection;

/** The length of the gradient over all parameters together. */
final class GradientNorm {
    /** As torch's {@code clip_grad_norm_}. */
    private static final double EPSILON = 1e-6;

    private GradientNorm() {}

    /**
     * Shortens the gradient to {@code most} where it is longer (Pascanu et al., ICML 2013, arXiv 1211.5063).
     *
     * @param most null to leave it
     * @return its length before
     */
    static double clip(NDManager manager, Collection<NDArray> parameters, Double most) {
        try (NDManager scratch = manager.newSubManager()) {
            // fetched together: a GPU is waited for once, not for each parameter
            NDList lengths = new NDList(parameters.size());
            parameters.forEach(
                    parameter -> lengths.add(gradient(parameter, scratch).norm().reshape(1)));
            double squares = 0;
            for (float length : NDArrays.concat(lengths).toFloatArray()) {
                squares += (double) length * length;
            }
            double length = Math.sqrt(squares);
            double factor = most == null ? 1 : most / (length + EPSILON);
            if (factor < 1) {
                parameters.forEach(parameter -> gradient(parameter, scratch).muli(factor));
            }
            return length;
        }
    }

    private static NDArray gradient(NDArray parameter, NDManager owner) {
        NDArray gradient = parameter.getGradient();
        gradient.attach(owner);
        return gradient;
    }
}
