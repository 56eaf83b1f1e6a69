package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.heclip.file.Tensor;

/**
 * Parameters that lie side by side in one array, so that a step of the optimiser is a few operations on all of them and not a few
 * on each: a GPU mostly waits for the calls.
 */
final class FlatParameters {
    /** Numbers between the places where libtorch's own arrays begin: elsewhere an operation may go another way, and round otherwise. */
    private static final int ALIGNMENT = 16;

    /** Numbers of a piece on a processor, whose caches then hold what one operation hands to the next. */
    private static final int PIECE = 1 << 18;

    private final List<String> names = new ArrayList<>();
    private final List<NDArray> parameters = new ArrayList<>();
    /** Where each parameter begins and ends; the last one is the length of the array. */
    private final long[] cuts;

    private final long[] pieceCuts;
    private final NDArray values;

    /**
     * Moves the parameters' values into one array; the parameters stay usable, as parts of it.
     *
     * @param manager owner of the array
     * @param parameters at least one; they require gradients, and must not outlive {@code manager}
     */
    FlatParameters(NDManager manager, Map<String, NDArray> parameters) {
        cuts = new long[2 * parameters.size() + 1];
        new TreeMap<>(parameters).forEach((name, parameter) -> {
            int at = 2 * names.size();
            cuts[at + 1] = cuts[at] + parameter.size();
            cuts[at + 2] = (cuts[at + 1] + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            names.add(name);
            this.parameters.add(parameter);
        });
        pieceCuts = manager.getDevice().isGpu()
                ? new long[0]
                : LongStream.range(1, (length() + PIECE - 1) / PIECE)
                        .map(i -> i * PIECE)
                        .toArray();
        values = manager.zeros(new Shape(length()));
        try (NDList parts = parts(values)) {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).set(Parameters.ALL, this.parameters.get(i));
            }
        }
        renew();
    }

    /** Makes the parameters parts of {@link #values}, without gradients yet. */
    private void renew() {
        NDList parts = parts(values);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).setRequiresGradient(true);
            parameters.get(i).intern(parts.get(i));
        }
    }

    /** Numbers in the array: those of all parameters and some zeros in between. */
    long length() {
        return cuts[cuts.length - 1];
    }

    /** {@code [length]}. */
    NDArray values() {
        return values;
    }

    /**
     * The gradients, laid like {@link #values}; the parameters have none afterwards. They are not set to zero: libtorch keeps the
     * next ones as they are then, and need not add them.
     *
     * @param manager owns what is made
     */
    NDArray takeGradients(NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            NDList pieces = new NDList();
            for (int i = 0; i < parameters.size(); i++) {
                NDArray gradient = parameters.get(i).getGradient();
                gradient.attach(scratch);
                pieces.add(gradient.reshape(-1));
                long gap = cuts[2 * i + 2] - cuts[2 * i + 1];
                if (gap > 0) {
                    pieces.add(scratch.zeros(new Shape(gap)));
                }
            }
            NDArray gradients = NDArrays.concat(pieces);
            gradients.attach(manager);
            renew();
            return gradients;
        }
    }

    /** The parameters' parts of an array that is laid like {@link #values}, each in the parameter's shape, by name. */
    private NDList parts(NDArray flat) {
        NDList parts = new NDList();
        try (NDList pieces = flat.split(Arrays.copyOfRange(cuts, 1, cuts.length - 1))) {
            for (int i = 0; i < parameters.size(); i++) {
                parts.add(pieces.get(2 * i).reshape(parameters.get(i).getShape()));
            }
        }
        return parts;
    }

    /** All of an array that is laid like {@link #values}, in as large parts as the device is quick with. */
    NDList pieces(NDArray flat) {
        // not the array itself: whoever closes the pieces must not close it
        return pieceCuts.length == 0 ? new NDList(flat.reshape(-1)) : flat.split(pieceCuts);
    }

    /** A copy of the {@link #parts}, with {@code prefix} before each name. */
    Map<String, Tensor> tensors(String prefix, NDArray flat) {
        Map<String, Tensor> tensors = new TreeMap<>();
        try (NDList parts = parts(flat)) {
            for (int i = 0; i < parts.size(); i++) {
                tensors.put(prefix + names.get(i), Parameters.toTensor(parts.get(i)));
            }
        }
        return tensors;
    }

    /** Fills the {@link #parts} with the values of {@link #tensors}. */
    void restore(String prefix, NDArray flat, Map<String, Tensor> tensors) {
        try (NDList parts = parts(flat)) {
            for (int i = 0; i < parts.size(); i++) {
                Parameters.fill(parts.get(i), tensors.get(prefix + names.get(i)));
            }
        }
    }
}
