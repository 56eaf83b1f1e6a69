package org.heclip.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class NativeArrayTest {
    private static final float[] VALUES = {1, 2, 3};

    @Test
    void whatIsFetchedFromAGpuIsFreed() {
        try (NDManager manager = Libtorch.start(1, "cpu").newManager()) {
            NDArray array = NativeArray.copyOf(manager, VALUES, 3);
            int before = manager.getManagedArrays().size();
            assertArrayEquals(VALUES, NativeArray.values(asIfOnGpu(array)));
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    /** The array, which says that it is elsewhere; copies of it are where they are asked for. */
    private static NDArray asIfOnGpu(NDArray array) {
        return (NDArray) Proxy.newProxyInstance(
                NativeArrayTest.class.getClassLoader(), new Class<?>[] {NDArray.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getDevice")) {
                        return Device.gpu();
                    }
                    // as DJL does: what it fetches stays with the manager
                    NDArray source = method.getName().equals("toFloatArray") ? array.duplicate() : array;
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
