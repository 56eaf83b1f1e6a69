package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import java.util.Map;

/**
 * One pass through a convolutional network. It closes each array once it is used, which saves most of the memory: in training
 * libtorch's graph keeps what gradients will need, and frees it while they are computed.
 *
 * @param epsilon of batch normalisation
 */
record ForwardPass(Parameters weights, float epsilon, boolean training) {
    /** DJL's momentum is 1 minus torch's. */
    private static final float MOMENTUM = 0.9f;

    /** Axis 1, without the views by which DJL would reach it. */
    private static final int AS_TORCH = -1;

    private static final String[] NORMALISATION = {".weight", ".bias", ".running_mean", ".running_var"};

    /** Adds the shapes of a convolution without bias and of the batch normalisation after it. */
    static void addConvolution(
            Map<String, int[]> shapes, String convolution, String norm, int out, int in, int kernel) {
        shapes.put(convolution + ".weight", new int[] {out, in, kernel, kernel});
        for (String part : NORMALISATION) {
            shapes.put(norm + part, new int[] {out});
        }
    }

    NDArray convolve(NDArray x, String name, int stride, int padding) {
        return used(x, firstOf(x, name, stride, padding));
    }

    /** A convolution that leaves its input open, for a second use. */
    NDArray firstOf(NDArray x, String name, int stride, int padding) {
        return grouped(x, name, stride, padding, 1);
    }

    NDArray grouped(NDArray x, String name, int stride, int padding, int groups) {
        return Conv2d.conv2d(
                        x,
                        weights.get(name + ".weight"),
                        weights.has(name + ".bias") ? weights.get(name + ".bias") : null,
                        new Shape(stride, stride),
                        new Shape(padding, padding),
                        new Shape(1, 1),
                        groups)
                .singletonOrThrow();
    }

    /** Leaves x as it is where the convolution before did it already ({@link FoldedNormalisation}). */
    NDArray normalise(NDArray x, String name) {
        if (!weights.has(name + ".running_mean")) {
            return x;
        }
        NDArray y = BatchNorm.batchNorm(
                        x,
                        weights.get(name + ".running_mean"),
                        weights.get(name + ".running_var"),
                        weights.get(name + ".weight"),
                        weights.get(name + ".bias"),
                        AS_TORCH,
                        MOMENTUM,
                        epsilon,
                        training)
                .singletonOrThrow();
        return used(x, y);
    }

    NDArray relu(NDArray x) {
        return used(x, Activation.relu(x));
    }

    /** Adds {@code shortcut} to {@code x} in its place; batch normalisation, which gave {@code x}, needs it no more. */
    static NDArray added(NDArray x, NDArray shortcut) {
        return x.addi(shortcut);
    }

    /** Closes what was used for the last time. */
    static NDArray used(NDArray spent, NDArray result) {
        spent.close();
        return result;
    }
}
