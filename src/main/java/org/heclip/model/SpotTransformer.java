package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * The spot encoder of mclSTExp (Min et al. 2024, arXiv 2407.08216): a learned vector for the row and one for the column of the
 * array are added to the expression, then come pre-norm transformer blocks (Vaswani et al. 2017) over the spots of a batch:
 * {@code x = x + attention(norm(x)); x = x + feedForward(norm(x))}, as wide as there are genes, GELU between, no dropout.
 *
 * @param heads of the attention
 * @param inner width of all heads together
 * @param layers number of blocks
 */
record SpotTransformer(int heads, int inner, int layers) implements DualNetwork.SpotEncoder {
    private static final String PREFIX = "spot.";
    private static final String ROWS = PREFIX + "x_embed.weight";
    private static final String COLUMNS = PREFIX + "y_embed.weight";
    private static final float EPSILON = 1e-5f;
    /** Length of the published tables. */
    private static final int LONGEST = 65_536;

    /** Eight heads of 64, two blocks. */
    static SpotTransformer published() {
        return new SpotTransformer(8, 512, 2);
    }

    /**
     * Seeded initial weights with torch's defaults.
     *
     * @param array {@code [spot][2]}: row and column of the training spots, from which the tables get their lengths
     * @throws InputException for an array position that no table can hold
     */
    Map<String, Tensor> initial(int genes, DenseMatrix array, RandomTensors random) {
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put(ROWS, random.normal(ROWS, length(array, 0, "array_row"), genes));
        weights.put(COLUMNS, random.normal(COLUMNS, length(array, 1, "array_col"), genes));
        for (int layer = 0; layer < layers; layer++) {
            String attention = at(layer) + "attn.";
            addNorm(weights, attention + "norm", genes);
            uniform(weights, attention + "to_qkv.weight", random, genes, 3 * inner, genes);
            uniform(weights, attention + "to_out.weight", random, inner, genes, inner);
            uniform(weights, attention + "to_out.bias", random, inner, genes);
            String feedForward = at(layer) + "ff.";
            addNorm(weights, feedForward + "norm", genes);
            for (String part : new String[] {"fc1", "fc2"}) {
                uniform(weights, feedForward + part + ".weight", random, genes, genes, genes);
                uniform(weights, feedForward + part + ".bias", random, genes, genes);
            }
        }
        return weights;
    }

    @Override
    public NDArray encode(NDManager manager, SpotBatch batch, Parameters weights) {
        NDArray x = NativeArray.copyOf(manager, batch.targets())
                .add(looked(manager, batch.array(), 0, weights.get(ROWS)))
                .add(looked(manager, batch.array(), 1, weights.get(COLUMNS)));
        for (int layer = 0; layer < layers; layer++) {
            x = x.add(attention(x, at(layer) + "attn.", weights));
            x = x.add(feedForward(x, at(layer) + "ff.", weights));
        }
        return x;
    }

    /** Each spot attends to all spots of the batch. */
    private NDArray attention(NDArray x, String at, Parameters weights) {
        long spots = x.getShape().get(0);
        NDArray normed = norm(x, at + "norm", weights);
        NDList qkv = Linear.linear(normed, weights.get(at + "to_qkv.weight"))
                .singletonOrThrow()
                .split(3, 1);
        Shape split = new Shape(spots, heads, inner / heads);
        NDArray queries = qkv.get(0).reshape(split).transpose(1, 0, 2);
        NDArray keys = qkv.get(1).reshape(split).transpose(1, 2, 0);
        NDArray values = qkv.get(2).reshape(split).transpose(1, 0, 2);
        NDArray scale = NativeArray.scalar(x.getManager(), 1 / Math.sqrt((double) inner / heads));
        NDArray mixed = queries.matMul(keys).mul(scale).softmax(2).matMul(values);
        return linear(mixed.transpose(1, 0, 2).reshape(spots, inner), at + "to_out", weights);
    }

    private static NDArray feedForward(NDArray x, String at, Parameters weights) {
        NDArray hidden = linear(norm(x, at + "norm", weights), at + "fc1", weights);
        return linear(hidden.getNDArrayInternal().gelu(), at + "fc2", weights);
    }

    private static NDArray looked(NDManager manager, DenseMatrix array, int axis, NDArray table) {
        long[] places =
                Arrays.stream(array.column(axis)).mapToLong(p -> (long) p).toArray();
        return ai.djl.nn.core.Embedding.embedding(manager.create(places), table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    private static NDArray norm(NDArray x, String name, Parameters weights) {
        Shape genes = new Shape(x.getShape().get(1));
        return LayerNorm.layerNorm(x, genes, weights.get(name + ".weight"), weights.get(name + ".bias"), EPSILON)
                .singletonOrThrow();
    }

    private static NDArray linear(NDArray x, String name, Parameters weights) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }

    private static int length(DenseMatrix array, int axis, String name) {
        double[] places = array.column(axis);
        double least = Arrays.stream(places).min().orElse(0);
        double most = Arrays.stream(places).max().orElse(0);
        if (least < 0 || most >= LONGEST) {
            throw new InputException(
                    "obs", name, "found " + (least < 0 ? least : most) + ", mclstexp expects 0 to " + (LONGEST - 1));
        }
        return (int) most + 1;
    }

    private static void addNorm(Map<String, Tensor> weights, String name, int genes) {
        float[] ones = new float[genes];
        Arrays.fill(ones, 1);
        weights.put(name + ".weight", Tensor.vector(ones));
        weights.put(name + ".bias", Tensor.vector(new float[genes]));
    }

    private static void uniform(
            Map<String, Tensor> weights, String name, RandomTensors random, int fanIn, int... shape) {
        weights.put(name, random.uniformFanIn(name, fanIn, shape));
    }

    private static String at(int layer) {
        return PREFIX + "blocks." + layer + ".";
    }
}
