package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/** Named arrays of a network on its device; they live until the manager they were made with is closed. */
final class Parameters {
    private final Map<String, NDArray> arrays = new TreeMap<>();

    /** Copies the tensors to the device of {@code manager}. */
    static Parameters of(NDManager manager, Map<String, Tensor> tensors) {
        Parameters parameters = new Parameters();
        tensors.forEach((name, tensor) -> parameters.arrays.put(name, toArray(manager, tensor)));
        return parameters;
    }

    /** Copies those tensors whose names begin with {@code prefix}, which they keep. */
    static Parameters of(NDManager manager, Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> chosen = new TreeMap<>(tensors);
        chosen.keySet().removeIf(name -> !name.startsWith(prefix));
        return of(manager, chosen);
    }

    NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("no parameter " + name);
        }
        return array;
    }

    /** Follows gradients of all but the running statistics of batch normalisation. */
    Map<String, NDArray> trainable() {
        Map<String, NDArray> trainable = new TreeMap<>();
        arrays.forEach((name, array) -> {
            if (!name.contains(".running_")) {
                array.setRequiresGradient(true);
                trainable.put(name, array);
            }
        });
        return trainable;
    }

    /** A copy of all values, with {@code prefix} before each name. */
    Map<String, Tensor> tensors(String prefix) {
        Map<String, Tensor> tensors = new TreeMap<>();
        arrays.forEach((name, array) -> tensors.put(prefix + name, toTensor(array)));
        return tensors;
    }

    static NDArray toArray(NDManager manager, Tensor tensor) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return manager.create(tensor.values(), new Shape(shape));
    }

    static Tensor toTensor(NDArray array) {
        int[] shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return new Tensor(shape, array.toFloatArray());
    }
}
