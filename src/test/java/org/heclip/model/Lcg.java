package org.heclip.model;

import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/** The generator of {@code src/test/python/model_golden.py}, so that weights need not be stored. */
final class Lcg {
    private static final long MASK = 0xFFFFFFFFL;

    private long x;

    Lcg(long seed) {
        this.x = seed;
    }

    float[] values(int n, double scale, double shift) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            x = (1664525 * x + 1013904223) & MASK;
            values[i] = (float) ((x / 2147483648.0 - 1.0) * scale + shift);
        }
        return values;
    }

    /** Weights of an encoder, tensor by tensor in the order of their names. */
    static Map<String, Tensor> weights(Encoder encoder) {
        Lcg lcg = new Lcg(7);
        Map<String, Tensor> weights = new TreeMap<>();
        new TreeMap<>(encoder.shapes()).forEach((name, shape) -> weights.put(name, lcg.tensor(name, shape)));
        return weights;
    }

    private Tensor tensor(String name, int[] shape) {
        int n = 1;
        for (int extent : shape) {
            n *= extent;
        }
        if (name.endsWith("running_var")) {
            return new Tensor(shape, values(n, 0.5, 1.0));
        } else if (shape.length > 1) {
            int fanOut = n / shape[1];
            return new Tensor(shape, values(n, Math.sqrt(6.0 / fanOut), 0));
        }
        boolean weight = name.endsWith("weight");
        return new Tensor(shape, values(n, 0.1, weight ? 0.2 : 0));
    }

    static Tiles tiles(int n, int px) {
        float[] values = new Lcg(99).values(n * px * px * 3, 127.5, 127.5);
        byte[][] tiles = new byte[n][px * px * 3];
        for (int i = 0; i < values.length; i++) {
            tiles[i / tiles[0].length][i % tiles[0].length] = (byte) Math.min(255, (int) Math.floor(values[i]));
        }
        return new Tiles.Read(n, px, s -> tiles[s]);
    }
}
