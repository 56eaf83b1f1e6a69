package org.heclip.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Where training tiles lie in a space of descriptions, and how far a tile that was not trained on usually lies from them: the
 * mean distance to its {@link #NEIGHBOURS} nearest training tiles, after standardising each column, over the root of their number
 * (deep nearest neighbours; Sun et al., ICML 2022).
 *
 * @param mean {@code [column]}, over the training tiles
 * @param sd {@code [column]}, 1 for a constant column
 * @param points standardised training tiles, evenly chosen, {@code [tile][column]}
 * @param heldOut distances of training tiles to those of the other groups (patients, else sections), ascending
 */
public record KnownSpace(float[] mean, float[] sd, DenseMatrix points, float[] heldOut) {
    /** So many tiles are kept, so that asking is cheap beside looking at a tile. */
    static final int MAX_POINTS = 2000;

    static final int NEIGHBOURS = 5;

    private static final double CONSTANT = 1e-6;
    private static final int LANES = 4;

    /**
     * @param tiles {@code [tile][column]} of all training sections
     * @param groups the group of each tile; distances are calibrated between groups
     */
    public static KnownSpace fit(DenseMatrix tiles, List<String> groups) {
        int n = Math.min(MAX_POINTS, tiles.rows());
        int[] chosen = IntStream.range(0, n)
                .map(i -> (int) ((long) i * tiles.rows() / n))
                .toArray();
        float[] mean = new float[tiles.cols()];
        float[] sd = new float[tiles.cols()];
        for (int g = 0; g < tiles.cols(); g++) {
            double[] column = tiles.column(g);
            double average = Arrays.stream(column).average().orElse(0);
            double variance = Arrays.stream(column)
                    .map(v -> (v - average) * (v - average))
                    .average()
                    .orElse(0);
            mean[g] = (float) average;
            sd[g] = Math.sqrt(variance) <= CONSTANT * (1 + Math.abs(average)) ? 1 : (float) Math.sqrt(variance);
        }
        KnownSpace all = new KnownSpace(mean, sd, standardised(tiles.selectRows(chosen), mean, sd), new float[0]);
        String[] own = Arrays.stream(chosen).mapToObj(groups::get).toArray(String[]::new);
        return new KnownSpace(mean, sd, all.points, all.between(own));
    }

    /** {@code [tile]}: mean distance to the nearest training tiles. */
    public double[] distances(DenseMatrix tiles) {
        if (tiles.cols() != mean.length) {
            throw new IllegalArgumentException(tiles.cols() + " columns, expected " + mean.length);
        }
        DenseMatrix queries = standardised(tiles, mean, sd);
        return IntStream.range(0, queries.rows())
                .parallel()
                .mapToDouble(s -> nearest(queries, s, null, null))
                .toArray();
    }

    /**
     * How usual a distance is: the share of held-out training tiles that lie at least as far off, from 1 (nearer than all) down to
     * 1 / (their number + 1) (farther than all).
     */
    public double score(double distance) {
        int nearer = Arrays.binarySearch(heldOut, (float) distance);
        int first = nearer < 0 ? -nearer - 1 : nearer;
        while (first > 0 && heldOut[first - 1] >= distance) {
            first--;
        }
        return (1.0 + heldOut.length - first) / (1.0 + heldOut.length);
    }

    public void addTo(Map<String, Tensor> tensors, String name) {
        tensors.put(name + ".mean", Tensor.vector(mean));
        tensors.put(name + ".sd", Tensor.vector(sd));
        tensors.put(name + ".points", Tensor.matrix(points.rows(), points.cols(), points.values()));
        tensors.put(name + ".held_out", Tensor.vector(heldOut));
    }

    /** @throws InputException for tensors that are missing or do not fit each other */
    public static KnownSpace from(Map<String, Tensor> tensors, String name, String file) {
        Tensor points = tensors.get(name + ".points");
        List<Tensor> vectors = new ArrayList<>();
        for (String part : List.of(".mean", ".sd", ".held_out")) {
            vectors.add(tensors.get(name + part));
        }
        boolean fits = points != null
                && points.shape().length == 2
                && points.shape()[0] > 0
                && vectors.stream().allMatch(v -> v != null && v.shape().length == 1)
                && vectors.get(0).values().length == points.shape()[1]
                && vectors.get(1).values().length == points.shape()[1];
        if (!fits) {
            throw new InputException(
                    file, name, "found no fitting mean, sd, points and held_out, expected those of training tiles");
        }
        return new KnownSpace(
                vectors.get(0).values(),
                vectors.get(1).values(),
                new DenseMatrix(points.shape()[0], points.shape()[1], points.values()),
                vectors.get(2).values());
    }

    private float[] between(String[] groups) {
        double[] distances = IntStream.range(0, points.rows())
                .parallel()
                .mapToDouble(s -> nearest(points, s, groups, groups[s]))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        float[] sorted = new float[distances.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (float) distances[i];
        }
        return sorted;
    }

    /** @param groups of the points; null to ask all of them. @param without the group that is not asked */
    private double nearest(DenseMatrix queries, int s, String[] groups, String without) {
        double[] best = new double[NEIGHBOURS];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int found = 0;
        for (int p = 0; p < points.rows(); p++) {
            if (groups == null || !groups[p].equals(without)) {
                insert(best, squared(queries.values(), s * mean.length, points.values(), p * mean.length));
                found++;
            }
        }
        return Arrays.stream(best)
                .limit(Math.max(1, Math.min(found, NEIGHBOURS)))
                .map(d -> Math.sqrt(d / mean.length))
                .average()
                .orElseThrow();
    }

    private static void insert(double[] best, double value) {
        for (int i = best.length - 1; i >= 0 && value < best[i]; i--) {
            if (i + 1 < best.length) {
                best[i + 1] = best[i];
            }
            best[i] = value;
        }
    }

    /** In four sums side by side, which the processor adds at once. */
    private double squared(float[] a, int fromA, float[] b, int fromB) {
        float[] sums = new float[LANES];
        int whole = mean.length - mean.length % LANES;
        for (int g = 0; g < whole; g += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                float difference = a[fromA + g + lane] - b[fromB + g + lane];
                sums[lane] += difference * difference;
            }
        }
        double sum = (double) sums[0] + sums[1] + sums[2] + sums[3];
        for (int g = whole; g < mean.length; g++) {
            double difference = a[fromA + g] - b[fromB + g];
            sum += difference * difference;
        }
        return sum;
    }

    private static DenseMatrix standardised(DenseMatrix tiles, float[] mean, float[] sd) {
        float[] values = new float[tiles.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (tiles.values()[i] - mean[i % mean.length]) / sd[i % mean.length];
        }
        return new DenseMatrix(tiles.rows(), tiles.cols(), values);
    }
}
