package org.heclip.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/**
 * Loshchilov and Hutter, ICLR 2019 (arXiv 1711.05101), step by step as torch's {@code AdamW} does it; DJL's own adds epsilon
 * before the bias correction.
 */
final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final String MEAN = "mean/";
    private static final String SQUARE = "square/";

    private record Slot(NDArray parameter, NDArray mean, NDArray square) {}

    /** What a step multiplies by: made once for all parameters, in the processor's memory, from where a GPU takes numbers without a wait. */
    private record Factors(
            NDArray decay,
            NDArray keptMean,
            NDArray newMean,
            NDArray keptSquare,
            NDArray newSquare,
            NDArray rate,
            NDArray root,
            NDArray epsilon) {}

    private final NDManager manager;
    private final double weightDecay;
    private final Map<String, Slot> slots = new TreeMap<>();
    private int steps;

    /** @param parameters that require gradients; the optimiser's own arrays live with {@code manager} */
    AdamW(NDManager manager, Map<String, NDArray> parameters, double weightDecay) {
        this.manager = manager;
        this.weightDecay = weightDecay;
        parameters.forEach((name, parameter) -> slots.put(
                name, new Slot(parameter, manager.zeros(parameter.getShape()), manager.zeros(parameter.getShape()))));
    }

    /** One step down the gradients, which are then cleared. */
    void step(double learningRate) {
        steps++;
        try (NDManager host = manager.newSubManager(Device.cpu())) {
            Factors factors = factors(host, learningRate);
            for (Slot slot : slots.values()) {
                try (NDManager scratch = slot.parameter().getManager().newSubManager()) {
                    NDArray gradient = slot.parameter().getGradient();
                    gradient.attach(scratch);
                    update(slot, gradient, factors);
                    gradient.subi(gradient);
                }
            }
        }
    }

    /** Steps taken so far. */
    int steps() {
        return steps;
    }

    /** The running moments of the gradients, for {@link #resume}. */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new TreeMap<>();
        slots.forEach((name, slot) -> {
            moments.put(MEAN + name, Parameters.toTensor(slot.mean()));
            moments.put(SQUARE + name, Parameters.toTensor(slot.square()));
        });
        return moments;
    }

    /**
     * Goes on where another optimiser of the same parameters was.
     *
     * @param taken its {@link #steps}
     * @param moments its {@link #moments}; others among them are not looked at
     */
    void resume(int taken, Map<String, Tensor> moments) {
        steps = taken;
        slots.forEach((name, slot) -> {
            Parameters.fill(slot.mean(), moments.get(MEAN + name));
            Parameters.fill(slot.square(), moments.get(SQUARE + name));
        });
    }

    private Factors factors(NDManager host, double learningRate) {
        double bias1 = 1 - Math.pow(BETA1, steps);
        double bias2 = 1 - Math.pow(BETA2, steps);
        return new Factors(
                host.create(1 - learningRate * weightDecay),
                host.create(BETA1),
                host.create(1 - BETA1),
                host.create(BETA2),
                host.create(1 - BETA2),
                host.create(learningRate / bias1),
                host.create(Math.sqrt(bias2)),
                host.create(EPSILON));
    }

    private static void update(Slot slot, NDArray gradient, Factors factors) {
        slot.parameter().muli(factors.decay());
        slot.mean().muli(factors.keptMean()).addi(gradient.mul(factors.newMean()));
        slot.square().muli(factors.keptSquare()).addi(gradient.square().muli(factors.newSquare()));
        try (NDArray root = slot.square().sqrt();
                NDArray change = slot.mean().mul(factors.rate())) {
            slot.parameter().subi(change.divi(root.divi(factors.root()).addi(factors.epsilon())));
        }
    }
}
