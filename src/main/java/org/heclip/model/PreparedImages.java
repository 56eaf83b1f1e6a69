package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.heclip.expression.DenseMatrix;

/** What a trunk needs of some spots. Plain Java, so that another thread can make it. */
interface PreparedImages {
    int spots();

    /** What the trunk's forward pass takes, on the device of {@code manager} and owned by it. */
    NDArray array(NDManager manager);

    /** Whether all its values are numbers. */
    boolean allFinite();

    /**
     * Features that an encoder gave.
     *
     * @param values {@code [spot][feature]}
     */
    record Features(DenseMatrix values) implements PreparedImages {
        @Override
        public int spots() {
            return values.rows();
        }

        @Override
        public NDArray array(NDManager manager) {
            return NativeArray.copyOf(manager, values);
        }

        @Override
        public boolean allFinite() {
            return values.allFinite();
        }
    }
}
