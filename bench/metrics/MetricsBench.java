package org.heclip.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/** SSIM, PCC, RMSE and Jensen-Shannon of every gene, for bench/metrics/run.py; prints the seconds it took. */
public final class MetricsBench {
    private MetricsBench() {}

    /** Arguments: measured and predicted as little-endian float32 [spot][gene], array rows and columns as int32, genes, output. */
    public static void main(String[] args) throws IOException {
        int genes = Integer.parseInt(args[4]);
        DenseMatrix measured = matrix(args[0], genes);
        DenseMatrix predicted = matrix(args[1], genes);
        int[] row = ints(args[2]);
        int[] col = ints(args[3]);
        long start = System.nanoTime();
        StructuralSimilarity ssim = StructuralSimilarity.on(row, col);
        double[][] figures = IntStream.range(0, genes)
                .parallel()
                .mapToObj(g -> {
                    double[] a = measured.column(g);
                    double[] b = predicted.column(g);
                    return new double[] {
                        ssim.of(a, b),
                        Agreement.pearson(a, b),
                        Agreement.rootMeanSquareError(a, b),
                        Agreement.jensenShannon(a, b)
                    };
                })
                .toArray(double[][]::new);
        System.out.println((System.nanoTime() - start) / 1e9);
        try (PrintWriter out = new PrintWriter(args[5])) {
            out.println("ssim\tpcc\trmse\tjs");
            for (double[] figure : figures) {
                out.println(figure[0] + "\t" + figure[1] + "\t" + figure[2] + "\t" + figure[3]);
            }
        }
    }

    private static ByteBuffer bytes(String file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static DenseMatrix matrix(String file, int genes) throws IOException {
        ByteBuffer bytes = bytes(file);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return new DenseMatrix(values.length / genes, genes, values);
    }

    private static int[] ints(String file) throws IOException {
        ByteBuffer bytes = bytes(file);
        int[] values = new int[bytes.remaining() / 4];
        bytes.asIntBuffer().get(values);
        return values;
    }
}
