package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heclip.expression.DenseMatrix;

/** Looks up the nearest references: FILE of float32 references, FILE of queries, dimension, k, threads, FILE of int32 indices to write. */
final class RetrievalBench {
    private RetrievalBench() {}

    public static void main(String[] args) throws IOException {
        int dimension = Integer.parseInt(args[2]);
        int k = Integer.parseInt(args[3]);
        DenseMatrix reference = read(Path.of(args[0]), dimension);
        DenseMatrix queries = read(Path.of(args[1]), dimension);
        try (NDManager manager =
                Libtorch.start(Integer.parseInt(args[4]), "cpu").newManager()) {
            long start = System.nanoTime();
            int[][] nearest = NearestNeighbours.of(manager, reference, queries, k);
            System.out.println((System.nanoTime() - start) / 1e9);
            ByteBuffer out = ByteBuffer.allocate(4 * k * nearest.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int[] row : nearest) {
                out.asIntBuffer().put(row);
                out.position(out.position() + 4 * k);
            }
            Files.write(Path.of(args[5]), out.array());
        }
    }

    private static DenseMatrix read(Path file, int dimension) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return new DenseMatrix(values.length / dimension, dimension, values);
    }
}
