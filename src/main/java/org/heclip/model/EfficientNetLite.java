package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * EfficientNet-Lite0 (Tan and Le, arXiv 1905.11946, without squeeze-and-excitation and with ReLU6), with the parameter names,
 * TensorFlow padding and epsilon of timm's {@code tf_efficientnet_lite0}, average-pooled. Small and quick on a CPU.
 */
record EfficientNetLite() implements Encoder {
    /** Blocks, kernel, stride of the first, channels, expansion of each stage. */
    private static final int[][] STAGES = {
        {1, 3, 1, 16, 1},
        {2, 3, 2, 24, 6},
        {2, 5, 2, 40, 6},
        {3, 3, 2, 80, 6},
        {3, 5, 1, 112, 6},
        {4, 5, 2, 192, 6},
        {1, 3, 1, 320, 6}
    };

    private static final int STEM = 32;
    private static final int WIDTH = 1280;
    private static final float EPSILON = 1e-3f;
    private static final double CEILING = 6;

    /** A block of a stage, with its channels in and out. */
    private record Block(String at, int kernel, int stride, int in, int middle, int out) {
        boolean expands() {
            return middle != in;
        }

        boolean adds() {
            return stride == 1 && in == out;
        }

        /** The last convolution and its normalisation are numbered by what comes before. */
        String last() {
            return at + (expands() ? "conv_pwl" : "conv_pw");
        }
    }

    @Override
    public String name() {
        return "efficientnet_lite0";
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public TileBatch.Scale scale() {
        return TileBatch.Scale.INCEPTION;
    }

    @Override
    public float epsilon() {
        return EPSILON;
    }

    @Override
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        ForwardPass.addConvolution(shapes, "conv_stem", "bn1", STEM, 3, 3);
        for (Block b : blocks()) {
            int norm = 1;
            if (b.expands()) {
                ForwardPass.addConvolution(shapes, b.at() + "conv_pw", b.at() + "bn" + norm++, b.middle(), b.in(), 1);
            }
            ForwardPass.addConvolution(shapes, b.at() + "conv_dw", b.at() + "bn" + norm++, b.middle(), 1, b.kernel());
            ForwardPass.addConvolution(shapes, b.last(), b.at() + "bn" + norm, b.out(), b.middle(), 1);
        }
        ForwardPass.addConvolution(shapes, "conv_head", "bn2", WIDTH, STAGES[STAGES.length - 1][3], 1);
        return shapes;
    }

    @Override
    public Map<String, Tensor> randomWeights(long seed) {
        return new RandomTensors(seed).network(shapes());
    }

    @Override
    public NDArray forward(NDArray images, Parameters weights, boolean training) {
        ForwardPass pass = new ForwardPass(weights, EPSILON, training);
        NDArray x = relu6(pass, pass.normalise(same(pass, images, "conv_stem", 3, 2, 1), "bn1"));
        for (Block block : blocks()) {
            x = inverted(pass, x, block);
        }
        x = relu6(pass, pass.normalise(pass.convolve(x, "conv_head", 1, 0), "bn2"));
        return ForwardPass.used(x, Pool.globalAvgPool2d(x));
    }

    private static NDArray inverted(ForwardPass pass, NDArray x, Block b) {
        int norm = 1;
        NDArray y = x;
        if (b.expands()) {
            y = pass.firstOf(x, b.at() + "conv_pw", 1, 0);
            y = relu6(pass, pass.normalise(y, b.at() + "bn" + norm++));
        }
        y = same(pass, y, b.at() + "conv_dw", b.kernel(), b.stride(), b.middle());
        y = relu6(pass, pass.normalise(y, b.at() + "bn" + norm++));
        y = pass.normalise(pass.convolve(y, b.last(), 1, 0), b.at() + "bn" + norm);
        NDArray sum = b.adds() ? ForwardPass.added(y, x) : y;
        return b.expands() ? ForwardPass.used(x, sum) : sum;
    }

    /**
     * A convolution padded as TensorFlow does ("same"): where an odd number of rows is needed, the extra one comes last. Padded
     * more on both sides here, and what is too much is cut from the result.
     */
    private static NDArray same(ForwardPass pass, NDArray x, String name, int kernel, int stride, int groups) {
        long size = x.getShape().get(2);
        long out = (size + stride - 1) / stride;
        int needed = (int) Math.max((out - 1) * stride + kernel - size, 0);
        int before = needed / 2;
        if (needed % 2 == 0) {
            return ForwardPass.used(x, pass.grouped(x, name, stride, before, groups));
        }
        NDArray wide = ForwardPass.used(x, pass.grouped(x, name, stride, before + stride, groups));
        return ForwardPass.used(wide, wide.get(new NDIndex(":, :, 1:{}, 1:{}", out + 1, out + 1)));
    }

    private static NDArray relu6(ForwardPass pass, NDArray x) {
        return ForwardPass.used(x, x.clip(0, CEILING));
    }

    private static Block[] blocks() {
        List<Block> blocks = new ArrayList<>();
        int in = STEM;
        for (int stage = 0; stage < STAGES.length; stage++) {
            int[] s = STAGES[stage];
            for (int block = 0; block < s[0]; block++) {
                String at = "blocks." + stage + "." + block + ".";
                blocks.add(new Block(at, s[1], block == 0 ? s[2] : 1, in, in * s[4], s[3]));
                in = s[3];
            }
        }
        return blocks.toArray(Block[]::new);
    }
}
