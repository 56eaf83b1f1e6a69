package org.heclip.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Harmony (Korsunsky et al., Nat Methods 2019, 16:1289): brings sections together by soft k-means clustering that favours
 * clusters of many sections, then takes each section's offset within each cluster away by a ridge regression; repeated until
 * the objective stands still. Defaults, updates and stopping rules are harmonypy 0.0.10's.
 *
 * <p>It corrects the spots that it was fitted to. A spot that took no part has no cluster memberships and its section no
 * offsets, so there is nothing to apply to it.
 */
public final class Harmony {
    private static final int MAX_ITERATIONS = 10;
    private static final int MAX_ROUNDS = 20;
    /** Rounds over which the objective is averaged to see whether it stands still. */
    private static final int WINDOW = 3;

    private static final double EPSILON_CLUSTER = 1e-5;
    private static final double EPSILON_HARMONY = 1e-4;
    private static final double SPOTS_PER_CLUSTER = 30;
    private static final int MOST_CLUSTERS = 100;

    private Harmony() {}

    /** Number of clusters that harmonypy takes for so many spots. */
    static int clusters(int spots) {
        return (int) Math.max(1, Math.min(Math.rint(spots / SPOTS_PER_CLUSTER), MOST_CLUSTERS));
    }

    /**
     * Corrects sections, starting from k-means++ clusters.
     *
     * @param sections {@code [spot][gene]} each, of the same genes
     * @param seed of the start and of the order in which spots are updated
     * @return the corrected sections
     * @throws IllegalArgumentException for fewer than two sections
     */
    public static List<DenseMatrix> correct(List<DenseMatrix> sections, long seed) {
        DenseMatrix all = DenseMatrix.stacked(sections);
        double[][] start = HarmonyStart.centroids(all, clusters(all.rows()), seed);
        return correct(sections, start, round -> shuffled(all.rows(), new Random(seed + round)));
    }

    /**
     * The same from a given start.
     *
     * @param centroids {@code [cluster][gene]}
     * @param order in which spots are updated in each round, counted from 0
     */
    static List<DenseMatrix> correct(List<DenseMatrix> sections, double[][] centroids, IntFunction<int[]> order) {
        if (sections.size() < 2) {
            throw new IllegalArgumentException("Harmony needs two sections or more, found " + sections.size());
        }
        DenseMatrix original = DenseMatrix.stacked(sections);
        int[] sectionOf = IntStream.range(0, sections.size())
                .flatMap(b -> IntStream.generate(() -> b).limit(sections.get(b).rows()))
                .toArray();
        return unstacked(sections, iterate(original, sectionOf, sections.size(), centroids, order));
    }

    private static DenseMatrix iterate(
            DenseMatrix original, int[] sectionOf, int sections, double[][] centroids, IntFunction<int[]> order) {
        DenseMatrix corrected = original;
        HarmonyClusters clusters = new HarmonyClusters(unitLength(original), sectionOf, sections, centroids);
        List<Double> objective = new ArrayList<>(List.of(clusters.objective()));
        double before = objective.get(0);
        int rounds = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            for (int round = 0; round < MAX_ROUNDS; round++) {
                clusters.update(order.apply(rounds++));
                objective.add(clusters.objective());
                if (round > WINDOW && standsStill(objective)) {
                    break;
                }
            }
            corrected = HarmonyCorrection.of(original, clusters.memberships(), sectionOf, sections);
            clusters.move(unitLength(corrected));
            double after = objective.get(objective.size() - 1);
            if ((before - after) / Math.abs(before) < EPSILON_HARMONY) {
                break;
            }
            before = after;
        }
        return corrected;
    }

    private static boolean standsStill(List<Double> objective) {
        double before = 0;
        double after = 0;
        for (int i = 0; i < WINDOW; i++) {
            before += objective.get(objective.size() - 2 - i);
            after += objective.get(objective.size() - 1 - i);
        }
        return Math.abs(before - after) / Math.abs(before) < EPSILON_CLUSTER;
    }

    /** Each spot to length 1; a spot of zeros stays so. */
    static DenseMatrix unitLength(DenseMatrix matrix) {
        float[] values = new float[matrix.values().length];
        int genes = matrix.cols();
        IntStream.range(0, matrix.rows()).parallel().forEach(s -> {
            double squares = 0;
            for (int i = s * genes; i < (s + 1) * genes; i++) {
                squares += (double) matrix.values()[i] * matrix.values()[i];
            }
            double length = squares > 0 ? Math.sqrt(squares) : 1;
            for (int i = s * genes; i < (s + 1) * genes; i++) {
                values[i] = (float) (matrix.values()[i] / length);
            }
        });
        return new DenseMatrix(matrix.rows(), genes, values);
    }

    private static List<DenseMatrix> unstacked(List<DenseMatrix> like, DenseMatrix all) {
        List<DenseMatrix> sections = new ArrayList<>();
        int from = 0;
        for (DenseMatrix section : like) {
            sections.add(
                    all.selectRows(IntStream.range(from, from + section.rows()).toArray()));
            from += section.rows();
        }
        return sections;
    }

    private static int[] shuffled(int spots, Random random) {
        int[] order = IntStream.range(0, spots).toArray();
        for (int i = spots - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
