package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/**
 * The most alike references of each query by cosine similarity: exact, in blocks of queries and references, so that memory
 * does not grow with the number of pairs.
 */
final class NearestNeighbours {
    /** Similarities of a block: 32 MB. */
    private static final int QUERIES_AT_ONCE = 1024;

    private static final int REFERENCES_AT_ONCE = 8192;
    /** What one thread copies from libtorch at a time: stays in its nearest cache. */
    private static final int CHUNK = 2048;

    private static final double SHORTEST = 1e-12;

    private NearestNeighbours() {}

    /**
     * Best first; ties go to the earlier reference.
     *
     * @param reference {@code [reference][dimension]}
     * @param queries {@code [query][dimension]}
     * @param k at most all of the references
     * @return {@code [query][k]}
     */
    static int[][] of(NDManager manager, DenseMatrix reference, DenseMatrix queries, int k) {
        int[][] nearest = new int[queries.rows()][];
        try (NDManager scope = manager.newSubManager()) {
            NDArray references = unitLength(scope, reference, 0, reference.rows());
            for (int start = 0; start < queries.rows(); start += QUERIES_AT_ONCE) {
                int size = Math.min(QUERIES_AT_ONCE, queries.rows() - start);
                try (NDManager block = scope.newSubManager()) {
                    TopK[] best = search(block, references, unitLength(block, queries, start, size), k);
                    for (int q = 0; q < size; q++) {
                        nearest[start + q] = best[q].places();
                    }
                }
            }
        }
        return nearest;
    }

    private static TopK[] search(NDManager manager, NDArray references, NDArray queries, int k) {
        int rows = (int) references.getShape().get(0);
        TopK[] best = new TopK[(int) queries.getShape().get(0)];
        Arrays.setAll(best, q -> new TopK(Math.min(k, rows)));
        for (int start = 0; start < rows; start += REFERENCES_AT_ONCE) {
            int first = start;
            int size = Math.min(REFERENCES_AT_ONCE, rows - start);
            try (NDManager step = manager.newSubManager();
                    NDArray part = references.get(start + ":" + (start + size))) {
                part.attach(step);
                NDArray cosines = queries.matMul(part.transpose());
                cosines.attach(step);
                FloatBuffer values = cosines.toByteBuffer(true).asFloatBuffer();
                IntStream.range(0, best.length)
                        .parallel()
                        .forEach(q -> offer(values.duplicate(), (long) q * size, size, first, best[q]));
            }
        }
        return best;
    }

    private static void offer(FloatBuffer values, long from, int size, int first, TopK best) {
        float[] chunk = new float[Math.min(CHUNK, size)];
        for (int start = 0; start < size; start += CHUNK) {
            int length = Math.min(CHUNK, size - start);
            values.position(Math.toIntExact(from + start));
            values.get(chunk, 0, length);
            float threshold = best.threshold();
            for (int i = 0; i < length; i++) {
                if (chunk[i] > threshold) {
                    best.offer(chunk[i], first + start + i);
                    threshold = best.threshold();
                }
            }
        }
    }

    /** Rows of a matrix, divided by their lengths. */
    private static NDArray unitLength(NDManager manager, DenseMatrix matrix, int first, int rows) {
        int cols = matrix.cols();
        float[] units = Arrays.copyOfRange(matrix.values(), first * cols, (first + rows) * cols);
        for (int s = 0; s < rows; s++) {
            double squares = 0;
            for (int d = 0; d < cols; d++) {
                squares += (double) units[s * cols + d] * units[s * cols + d];
            }
            double length = Math.max(Math.sqrt(squares), SHORTEST);
            for (int d = 0; d < cols; d++) {
                units[s * cols + d] = (float) (units[s * cols + d] / length);
            }
        }
        return manager.create(units, new Shape(rows, cols));
    }
}
