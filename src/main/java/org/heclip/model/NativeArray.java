package org.heclip.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.heclip.expression.DenseMatrix;

/** Arrays in libtorch's own memory. */
final class NativeArray {
    private NativeArray() {}

    /**
     * A copy that libtorch allocated. {@code NDManager.create} hands libtorch a Java buffer instead, which the garbage collector
     * frees once the Java array object is closed, even where a computation graph still refers to the values; and it is aligned
     * otherwise than libtorch's own, by which sums may be taken in another order.
     */
    static NDArray copyOf(NDManager manager, float[] values, long... shape) {
        try (NDArray lent = manager.create(values, new Shape(shape))) {
            return lent.duplicate();
        }
    }

    /** The same of a matrix. */
    static NDArray copyOf(NDManager manager, DenseMatrix matrix) {
        return copyOf(manager, matrix.values(), matrix.rows(), matrix.cols());
    }

    /**
     * One number, to calculate with where gradients are followed. {@code x.div(2)} lends libtorch a Java buffer too, which the
     * graph keeps and the garbage collector may free before the gradient is computed.
     */
    static NDArray scalar(NDManager manager, double value) {
        return copyOf(manager, new float[] {(float) value});
    }

    /**
     * The values in Java, row by row. {@code toFloatArray} leaves the copy that it fetches from a GPU with the array's manager:
     * the weights of each epoch, for as long as training lasts.
     */
    static float[] values(NDArray array) {
        if (!array.getDevice().isGpu()) {
            return array.toFloatArray();
        }
        try (NDArray host = array.toDevice(Device.cpu(), true)) {
            return host.toFloatArray();
        }
    }
}
