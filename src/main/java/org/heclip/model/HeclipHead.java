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
 * The projection of HECLIP (Wang et al., Bioinformatics 2025, btaf363): {@code p = Linear(F, D)(f); y = LayerNorm(p +
 * Dropout(Linear(D, D)(GELU(p))))}. It holds no weights.
 */
final class HeclipHead {
    static final String PREFIX = "head.";
    private static final float EPSILON = 1e-5f;

    private HeclipHead() {}

    /** Seeded initial weights with torch's defaults: {@code width} features in, {@code dimension} out. */
    static Map<String, Tensor> initial(int width, int dimension, RandomTensors random) {
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("projection.weight", random.uniformFanIn("projection.weight", width, dimension, width));
        weights.put("projection.bias", random.uniformFanIn("projection.bias", width, dimension));
        weights.put("fc.weight", random.uniformFanIn("fc.weight", dimension, dimension, dimension));
        weights.put("fc.bias", random.uniformFanIn("fc.bias", dimension, dimension));
        float[] ones = new float[dimension];
        Arrays.fill(ones, 1);
        weights.put("layer_norm.weight", Tensor.vector(ones));
        weights.put("layer_norm.bias", Tensor.vector(new float[dimension]));
        return weights;
    }

    /** Features that a trained head takes; its tensors have {@link #PREFIX} before their names. */
    static int width(Map<String, Tensor> weights) {
        return weights.get(PREFIX + "projection.weight").shape()[1];
    }

    /**
     * @param features {@code [spot][feature]}
     * @param dropout {@code [spot][dimension]}, 0 or 1 / (1 - p); null outside of training
     * @return {@code [spot][dimension]}
     */
    static NDArray forward(NDArray features, Parameters weights, NDArray dropout) {
        NDArray projected = linear(features, weights, "projection");
        NDArray more = linear(projected.getNDArrayInternal().gelu(), weights, "fc");
        NDArray sum = projected.add(dropout == null ? more : more.mul(dropout));
        return LayerNorm.layerNorm(
                        sum,
                        new Shape(sum.getShape().get(1)),
                        weights.get("layer_norm.weight"),
                        weights.get("layer_norm.bias"),
                        EPSILON)
                .singletonOrThrow();
    }

    private static NDArray linear(NDArray x, Parameters weights, String name) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }
}
