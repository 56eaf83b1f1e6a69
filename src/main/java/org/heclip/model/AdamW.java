package org.heclip.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
    private final FlatParameters parameters;
    private final double weightDecay;
    private final NDArray mean;
    private final NDArray square;
    private int steps;

    /** @param manager owner of the optimiser's own arrays */
    AdamW(NDManager manager, FlatParameters parameters, double weightDecay) {
        this.manager = manager;
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        this.mean = manager.zeros(new Shape(parameters.length()));
        this.square = manager.zeros(new Shape(parameters.length()));
    }

    /**
     * One step down.
     *
     * @param gradients as {@link FlatParameters#takeGradients} gives them
     */
    void step(NDArray gradients, double learningRate) {
        steps++;
        try (NDManager host = manager.newSubManager(Device.cpu());
                NDList values = parameters.pieces(parameters.values());
                NDList means = parameters.pieces(mean);
                NDList squares = parameters.pieces(square);
                NDList slopes = parameters.pieces(gradients)) {
            Factors factors = factors(host, learningRate);
            for (int i = 0; i < values.size(); i++) {
                update(values.get(i), means.get(i), squares.get(i), slopes.get(i), factors);
            }
        }
    }

    /** Steps taken so far. */
    int steps() {
        return steps;
    }

    /** The running moments of the gradients, for {@link #resume}. */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new TreeMap<>(parameters.tensors(MEAN, mean));
        moments.putAll(parameters.tensors(SQUARE, square));
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
        parameters.restore(MEAN, mean, moments);
        parameters.restore(SQUARE, square, moments);
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

    private static void update(NDArray value, NDArray mean, NDArray square, NDArray gradient, Factors factors) {
        value.muli(factors.decay());
        try (NDArray added = gradient.mul(factors.newMean())) {
            mean.muli(factors.keptMean()).addi(added);
        }
        try (NDArray added = gradient.square()) {
            square.muli(factors.keptSquare()).addi(added.muli(factors.newSquare()));
        }
        try (NDArray root = square.sqrt();
                NDArray change = mean.mul(factors.rate())) {
            value.subi(change.divi(root.divi(factors.root()).addi(factors.epsilon())));
        }
    }
}
