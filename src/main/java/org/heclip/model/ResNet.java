package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.file.Tensor;

/**
 * ResNet-18 and ResNet-50 v1.5 (He et al., arXiv 1512.03385; the stride of a bottleneck is in its 3 x 3 convolution), with
 * timm's parameter names, average-pooled.
 *
 * @param name as on the command line
 * @param blocks residual blocks in each of the four stages
 * @param bottleneck three convolutions a block with four-fold widening, else two
 */
record ResNet(String name, int[] blocks, boolean bottleneck) implements Encoder {
    private static final int[] PLANES = {64, 128, 256, 512};
    private static final int STEM = 7;
    private static final int EXPANSION = 4;
    private static final float EPSILON = 1e-5f;

    static ResNet resnet18() {
        return new ResNet("resnet18", new int[] {2, 2, 2, 2}, false);
    }

    static ResNet resnet50() {
        return new ResNet("resnet50", new int[] {3, 4, 6, 3}, true);
    }

    @Override
    public int width() {
        return PLANES[PLANES.length - 1] * expansion();
    }

    @Override
    public float epsilon() {
        return EPSILON;
    }

    @Override
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        ForwardPass.addConvolution(shapes, "conv1", "bn1", PLANES[0], 3, STEM);
        int in = PLANES[0];
        for (int stage = 0; stage < PLANES.length; stage++) {
            int planes = PLANES[stage];
            int out = planes * expansion();
            for (int block = 0; block < blocks[stage]; block++) {
                String at = blockName(stage, block);
                ForwardPass.addConvolution(shapes, at + "conv1", at + "bn1", planes, in, bottleneck ? 1 : 3);
                ForwardPass.addConvolution(shapes, at + "conv2", at + "bn2", planes, planes, 3);
                if (bottleneck) {
                    ForwardPass.addConvolution(shapes, at + "conv3", at + "bn3", out, planes, 1);
                }
                if (projects(stage, block)) {
                    ForwardPass.addConvolution(shapes, at + "downsample.0", at + "downsample.1", out, in, 1);
                }
                in = out;
            }
        }
        return shapes;
    }

    /**
     * Convolutions by {@link RandomTensors#kaimingNormalFanOut}, batch normalisation at identity. timm also zeroes the last
     * normalisation of each block, which helps training but would switch the blocks off in an encoder that stays frozen;
     * that is left out.
     */
    @Override
    public Map<String, Tensor> randomWeights(long seed) {
        return new RandomTensors(seed).network(shapes());
    }

    @Override
    public NDArray forward(NDArray images, Parameters weights, boolean training) {
        ForwardPass pass = new ForwardPass(weights, EPSILON, training);
        NDArray x = pass.convolve(images, "conv1", 2, STEM / 2);
        x = pass.relu(pass.normalise(x, "bn1"));
        x = ForwardPass.used(x, Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false));
        for (int stage = 0; stage < PLANES.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                x = residual(pass, x, stage, block);
            }
        }
        return ForwardPass.used(x, Pool.globalAvgPool2d(x));
    }

    private NDArray residual(ForwardPass pass, NDArray x, int stage, int block) {
        String at = blockName(stage, block);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        // the block's input is needed twice: nothing may close it before the sum
        NDArray y = pass.firstOf(x, at + "conv1", bottleneck ? 1 : stride, bottleneck ? 0 : 1);
        y = pass.relu(pass.normalise(y, at + "bn1"));
        y = pass.normalise(pass.convolve(y, at + "conv2", bottleneck ? stride : 1, 1), at + "bn2");
        if (bottleneck) {
            y = pass.normalise(pass.convolve(pass.relu(y), at + "conv3", 1, 0), at + "bn3");
        }
        NDArray shortcut = projects(stage, block)
                ? pass.normalise(pass.convolve(x, at + "downsample.0", stride, 0), at + "downsample.1")
                : x;
        return pass.relu(ForwardPass.used(shortcut, ForwardPass.added(y, shortcut)));
    }

    private int expansion() {
        return bottleneck ? EXPANSION : 1;
    }

    private boolean projects(int stage, int block) {
        return block == 0 && (stage > 0 || bottleneck);
    }

    private static String blockName(int stage, int block) {
        return "layer" + (stage + 1) + "." + block + ".";
    }
}
