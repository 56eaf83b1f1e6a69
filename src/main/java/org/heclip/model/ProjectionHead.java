package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/**
 * The projection head of BLEEP (Xie et al., NeurIPS 2023), which HECLIP and mclSTExp took over: {@code p = Linear(F, D)(f); y =
 * LayerNorm(p + Dropout(Linear(D, D)(GELU(p))))}. It holds no weights.
 */
final class ProjectionHead {
    /** Of the names of the image side's weights. */
    static final String PREFIX = "head.";

    private static final float EPSILON = 1e-5f;

    private ProjectionHead() {}

    /**
     * Seeded initial weights with torch's defaults: {@code width} features in, {@code dimension} out.
     *
     * @param prefix before the name of each weight
     */
    static Map<String, Tensor> initial(String prefix, int width, int dimension, RandomTensors random) {
        Map<String, Tensor> weights = new TreeMap<>();
        uniform(weights, prefix + "projection.weight", random, width, dimension, width);
        uniform(weights, prefix + "projection.bias", random, width, dimension);
        uniform(weights, prefix + "fc.weight", random, dimension, dimension, dimension);
        uniform(weights, prefix + "fc.bias", random, dimension, dimension);
        float[] ones = new float[dimension];
        Arrays.fill(ones, 1);
        weights.put(prefix + "layer_norm.weight", Tensor.vector(ones));
        weights.put(prefix + "layer_norm.bias", Tensor.vector(new float[dimension]));
        return weights;
    }

    /** Features that a head takes. */
    static int width(String prefix, Map<String, Tensor> weights) {
        return weights.get(prefix + "projection.weight").shape()[1];
    }

    /**
     * @param features {@code [spot][feature]}
     * @param dropout none outside of training; its site is {@code prefix}
     * @return {@code [spot][dimension]}
     */
    static NDArray forward(NDArray features, Parameters weights, String prefix, Dropout dropout) {
        NDArray projected = linear(features, weights, prefix + "projection");
        NDArray more = linear(projected.getNDArrayInternal().gelu(), weights, prefix + "fc");
        NDArray sum = projected.add(dropout.apply(more, prefix));
        return LayerNorm.layerNorm(
                        sum,
                        new Shape(sum.getShape().get(1)),
                        weights.get(prefix + "layer_norm.weight"),
                        weights.get(prefix + "layer_norm.bias"),
                        EPSILON)
                .singletonOrThrow();
    }

    private static NDArray linear(NDArray x, Parameters weights, String name) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }

    private static void uniform(
            Map<String, Tensor> weights, String name, RandomTensors random, int fanIn, int... shape) {
        weights.put(name, random.uniformFanIn(name, fanIn, shape));
    }
}
