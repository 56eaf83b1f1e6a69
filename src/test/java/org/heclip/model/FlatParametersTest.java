package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlatParametersTest {
    private static final float[] A = {1, 2, 3, 4, 5, 6};
    private static final float[] B = {7};

    private final NDManager manager = Libtorch.start(1, "cpu").newManager();
    private final NDArray a = parameter(A, 2, 3);
    private final NDArray b = parameter(B, 1);
    private final FlatParameters flat = new FlatParameters(manager, Map.of("b", b, "a", a));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void parametersArePartsOfTheArray() {
        assertEquals(32, flat.length());
        assertArrayEquals(A, a.toFloatArray());
        flat.values().muli(2);
        assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, a.toFloatArray());
        assertArrayEquals(new float[] {14}, b.toFloatArray());
        assertArrayEquals(new long[] {2, 3}, a.getShape().getShape());
    }

    @Test
    void gradientsAreTakenOnce() {
        backward();
        float[] expected = new float[32];
        Arrays.fill(expected, 0, 6, 7);
        expected[16] = 21;

        assertArrayEquals(expected, flat.takeGradients(manager).toFloatArray());
        assertArrayEquals(new float[32], flat.takeGradients(manager).toFloatArray());
        backward();
        assertArrayEquals(expected, flat.takeGradients(manager).toFloatArray());
    }

    @Test
    void partsAreLaidAsTheParameters() {
        backward();
        NDArray gradients = flat.takeGradients(manager);

        assertEquals(Math.sqrt(6 * 49 + 441), GradientNorm.clip(flat, gradients, 1.0), 1e-5);
        assertEquals(1, gradients.norm().getFloat(), 1e-6);
        assertEquals(GradientNorm.clip(flat, gradients, null), 1, 1e-6);
        assertArrayEquals(A, flat.tensors("x/", flat.values()).get("x/a").values());
    }

    private NDArray parameter(float[] values, long... shape) {
        NDArray array = NativeArray.copyOf(manager, values, shape);
        array.setRequiresGradient(true);
        return array;
    }

    /** Of sum(a) * b. */
    private void backward() {
        try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
            collector.backward(a.sum().mul(b).sum());
        }
    }
}
