package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients do not depend on when the garbage collector runs: what the graph keeps for them is libtorch's own memory. Numbers in a
 * loss were once lent from Java, and a gradient became NaN when a collection came between the loss and its gradient.
 */
class LentMemoryTest {
    private static final Libtorch LIBTORCH = Libtorch.start(1, "cpu");
    private static final int SPOTS = 5;
    private static final int DIMENSION = 7;

    private final float[] drawn = new Lcg(3).values(2 * SPOTS * DIMENSION, 1, 0);

    static Stream<Named<ContrastiveLoss>> losses() {
        return Stream.of(
                Named.of("heclip", ContrastiveLoss.heclip(1)),
                Named.of("heclip, transposed", ContrastiveLoss.heclipTransposed(2)),
                Named.of("bleep", ContrastiveLoss.bleep(2)),
                Named.of("mclstexp", ContrastiveLoss.clip(2)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientOfALossIsTheSameAfterACollection(ContrastiveLoss loss) {
        float[] expected = gradient(() -> {}, x -> loss.between(half(x, 0), half(x, 1)));

        assertArrayEquals(
                expected, gradient(LentMemoryTest::collectAndReuse, x -> loss.between(half(x, 0), half(x, 1))));
    }

    private interface Loss {
        NDArray of(NDArray x);
    }

    private float[] gradient(Runnable between, Loss loss) {
        try (NDManager manager = LIBTORCH.newManager()) {
            NDArray x = NativeArray.copyOf(manager, drawn, 2 * SPOTS, DIMENSION);
            x.setRequiresGradient(true);
            try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
                NDArray value = loss.of(x);
                between.run();
                collector.backward(value);
            }
            return x.getGradient().toFloatArray();
        }
    }

    private static NDArray half(NDArray x, int which) {
        return x.get(which * SPOTS + ":" + (which + 1) * SPOTS);
    }

    /** Frees lent buffers that nobody in Java holds, and writes something else where they were. */
    private static void collectAndReuse() {
        List<ByteBuffer> others = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            System.gc();
            try {
                Thread.sleep(100); // the buffers are freed by a thread of their own
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int i = 0; i < 20_000; i++) {
                others.add(ByteBuffer.allocateDirect(Double.BYTES).putDouble(0, Double.NaN));
            }
        }
    }
}
