package org.heclip.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.PrincipalComponents;

/**
 * Whether the prediction shows the same tissue domains as the measurement: both are clustered apart (principal components,
 * k-means++) and the clusters compared by the adjusted Rand index (Hubert and Arabie, J Classif 1985, 2:193).
 */
public final class Domains {
    private static final int COMPONENTS = 20;
    private static final int STARTS = 10;
    private static final int ITERATIONS = 100;

    private Domains() {}

    /**
     * Row of {@code domains.tsv}.
     *
     * @param clusters asked for on either side
     * @param ari adjusted Rand index: 1 for the same domains, about 0 by chance; null when there are fewer spots than clusters
     */
    public record Score(
            String model, String protocol, String fold, String section, int clusters, int spots, Double ari) {}

    /** @param clusters two or more */
    public static Score of(PredictedSection section, int clusters, long seed) {
        PredictedSection.Origin origin = section.origin();
        double ari = section.spots() < clusters
                ? Double.NaN
                : adjustedRandIndex(
                        clusters(section.measured(), clusters, seed), clusters(section.predicted(), clusters, seed));
        return new Score(
                origin.model(),
                origin.protocol(),
                origin.fold(),
                origin.section(),
                clusters,
                section.spots(),
                Figures.of(ari));
    }

    /** The cluster of each row; a single one when all rows are alike, as those of a constant prediction are. */
    static int[] clusters(DenseMatrix matrix, int clusters, long seed) {
        double[][] scores = PrincipalComponents.scores(matrix, COMPONENTS, seed);
        boolean alike = Arrays.stream(scores).allMatch(row -> Arrays.equals(row, scores[0]));
        int[] found = new int[scores.length];
        if (alike) {
            return found;
        }
        JDKRandomGenerator random = new JDKRandomGenerator();
        random.setSeed(seed);
        List<Spot> spots = IntStream.range(0, scores.length)
                .mapToObj(s -> new Spot(s, scores[s]))
                .toList();
        var kMeans = new KMeansPlusPlusClusterer<Spot>(clusters, ITERATIONS, new EuclideanDistance(), random);
        List<CentroidCluster<Spot>> best = new MultiKMeansPlusPlusClusterer<>(kMeans, STARTS).cluster(spots);
        for (int c = 0; c < best.size(); c++) {
            for (Spot spot : best.get(c).getPoints()) {
                found[spot.index] = c;
            }
        }
        return found;
    }

    private static final class Spot extends DoublePoint {
        private static final long serialVersionUID = 1;
        private final int index;

        Spot(int index, double[] scores) {
            super(scores);
            this.index = index;
        }
    }

    /**
     * scikit-learn's {@code adjusted_rand_score}: 1 when both are one single cluster, or each item alone in both.
     *
     * @param a label of each item
     * @param b label of each item
     */
    static double adjustedRandIndex(int[] a, int[] b) {
        TreeMap<Long, Long> both = new TreeMap<>();
        TreeMap<Long, Long> inA = new TreeMap<>();
        TreeMap<Long, Long> inB = new TreeMap<>();
        for (int i = 0; i < a.length; i++) {
            both.merge((long) a[i] << Integer.SIZE | b[i], 1L, Long::sum);
            inA.merge((long) a[i], 1L, Long::sum);
            inB.merge((long) b[i], 1L, Long::sum);
        }
        double together = pairs(both);
        double pairsA = pairs(inA);
        double pairsB = pairs(inB);
        double all = a.length * (a.length - 1.0) / 2;
        double expected = all == 0 ? 0 : pairsA * pairsB / all;
        double most = (pairsA + pairsB) / 2;
        boolean same = both.size() == inA.size() && both.size() == inB.size();
        return same ? 1 : (together - expected) / (most - expected);
    }

    private static double pairs(TreeMap<Long, Long> sizes) {
        return sizes.values().stream().mapToDouble(n -> n * (n - 1.0) / 2).sum();
    }
}
