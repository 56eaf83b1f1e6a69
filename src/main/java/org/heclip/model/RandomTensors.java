package org.heclip.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/**
 * Seeded initial weights. {@link Random}'s sequence is part of Java's specification, so a seed means the same weights on
 * every machine; each tensor has its own sequence, so that they do not depend on the order in which they are made.
 */
final class RandomTensors {
    private final long seed;

    RandomTensors(long seed) {
        this.seed = seed;
    }

    /** He et al. 2015 (arXiv 1502.01852), normal, fan out: sd = sqrt(2 / (out channels * kernel area)), as timm's ResNet. */
    Tensor kaimingNormalFanOut(String name, int[] shape) {
        int fanOut = shape[0];
        for (int i = 2; i < shape.length; i++) {
            fanOut *= shape[i];
        }
        double sd = Math.sqrt(2.0 / fanOut);
        Random random = generator(name);
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * sd);
        }
        return new Tensor(shape, values);
    }

    /** Convolutions by {@link #kaimingNormalFanOut}, batch normalisation at identity. */
    Map<String, Tensor> network(Map<String, int[]> shapes) {
        Map<String, Tensor> weights = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            if (shape.length > 1) {
                weights.put(name, kaimingNormalFanOut(name, shape));
            } else {
                float[] values = new float[shape[0]];
                Arrays.fill(values, name.endsWith(".weight") || name.endsWith(".running_var") ? 1 : 0);
                weights.put(name, Tensor.vector(values));
            }
        });
        return weights;
    }

    /** Uniform within 1 / sqrt(fan in) of zero: the default of torch's {@code nn.Linear}, weight and bias alike. */
    Tensor uniformFanIn(String name, int fanIn, int... shape) {
        double bound = 1 / Math.sqrt(fanIn);
        Random random = generator(name);
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return new Tensor(shape, values);
    }

    /** Standard normal: the default of torch's {@code nn.Embedding}. */
    Tensor normal(String name, int... shape) {
        Random random = generator(name);
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(shape, values);
    }

    /** A generator of its own for each purpose. */
    Random generator(String purpose) {
        return new Random(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }
}
