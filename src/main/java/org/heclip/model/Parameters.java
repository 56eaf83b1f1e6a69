package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.file.Tensor;

/** Named arrays of a network on its device; they live until the manager they were made with is closed. */
final class Parameters {
    private static final String STATISTIC = ".running_";
    static final NDIndex ALL = new NDIndex("...");

    private final Map<String, NDArray> arrays = new TreeMap<>();

    /** Copies the tensors to the device of {@code manager}. */
    static Parameters of(NDManager manager, Map<String, Tensor> tensors) {
        Parameters parameters = new Parameters();
        tensors.forEach((name, tensor) -> parameters.arrays.put(name, toArray(manager, tensor)));
        return parameters;
    }

    /** Copies those tensors whose names begin with one of the prefixes, which they keep. */
    static Parameters of(NDManager manager, Map<String, Tensor> tensors, String... prefixes) {
        Map<String, Tensor> chosen = new TreeMap<>(tensors);
        chosen.keySet().removeIf(name -> Arrays.stream(prefixes).noneMatch(name::startsWith));
        return of(manager, chosen);
    }

    boolean has(String name) {
        return arrays.containsKey(name);
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
            if (!name.contains(STATISTIC)) {
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

    /** Running statistics of batch normalisation, by name: what a forward pass in training changes. */
    Map<String, NDArray> statistics() {
        Map<String, NDArray> statistics = new TreeMap<>(arrays);
        statistics.keySet().removeIf(name -> !name.contains(STATISTIC));
        return statistics;
    }

    /**
     * Takes all values from {@link #tensors} of another network of this kind.
     *
     * @param prefix before each name
     */
    void restore(String prefix, Map<String, Tensor> tensors) {
        arrays.forEach((name, array) -> fill(array, tensors.get(prefix + name)));
    }

    static NDArray toArray(NDManager manager, Tensor tensor) {
        return NativeArray.copyOf(
                manager,
                tensor.values(),
                Arrays.stream(tensor.shape()).asLongStream().toArray());
    }

    /** Copies the tensor's values, bit by bit. */
    static void fill(NDArray array, Tensor tensor) {
        if (tensor == null || tensor.values().length != array.size()) {
            throw new IllegalArgumentException(tensor + " for an array of " + array.getShape());
        }
        try (NDArray values = toArray(array.getManager(), tensor)) {
            array.set(ALL, values);
        }
    }

    static Tensor toTensor(NDArray array) {
        int[] shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return new Tensor(shape, NativeArray.values(array));
    }
}
