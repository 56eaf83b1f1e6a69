package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Random;

/** Dropout whose masks are a function of the seed and the place, so that a part of a batch can be computed again. */
@FunctionalInterface
interface Dropout {
    /**
     * @param x {@code [spot][...]}, left as it is
     * @param site where in the network, one name for each place
     * @return some values 0, the others scaled by 1 / (1 - p)
     */
    NDArray apply(NDArray x, String site);

    /** Outside of training. */
    static Dropout none() {
        return (x, site) -> x;
    }

    /**
     * @param purpose the batch, by which its masks differ from those of others
     * @param firstRow of the batch that the arrays hold a part of
     */
    static Dropout of(double probability, RandomTensors random, String purpose, int firstRow) {
        if (probability == 0) {
            return none();
        }
        return (x, site) -> {
            Random generator = random.generator(purpose + "/" + site);
            int size = Math.toIntExact(x.getShape().size());
            int skipped = Math.multiplyExact(size / Math.toIntExact(x.getShape().get(0)), firstRow);
            for (int i = 0; i < skipped; i++) {
                generator.nextDouble();
            }
            return x.mul(NativeArray.copyOf(
                    x.getManager(),
                    mask(size, probability, generator),
                    x.getShape().getShape()));
        };
    }

    private static float[] mask(int size, double probability, Random generator) {
        float[] mask = new float[size];
        float kept = (float) (1 / (1 - probability));
        for (int i = 0; i < size; i++) {
            mask[i] = generator.nextDouble() < probability ? 0 : kept;
        }
        return mask;
    }
}
