package org.heclip.expression;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/** Where Harmony's clusters begin: k-means++ over the directions of some of the spots. */
final class HarmonyStart {
    private static final int MOST_SPOTS = 3000;
    private static final int ROUNDS = 25;

    private HarmonyStart() {}

    static double[][] centroids(DenseMatrix expression, int clusters, long seed) {
        Well19937c random = new Well19937c(seed);
        int[] spots = IntStream.range(0, expression.rows()).toArray();
        int drawn = Math.min(spots.length, MOST_SPOTS);
        for (int i = 0; i < drawn; i++) {
            int j = i + random.nextInt(spots.length - i);
            int kept = spots[i];
            spots[i] = spots[j];
            spots[j] = kept;
        }
        DenseMatrix directions = Harmony.unitLength(
                expression.selectRows(IntStream.of(spots).limit(drawn).toArray()));
        List<DoublePoint> points = IntStream.range(0, drawn)
                .mapToObj(s -> new DoublePoint(IntStream.range(0, directions.cols())
                        .mapToDouble(g -> directions.get(s, g))
                        .toArray()))
                .toList();
        return new KMeansPlusPlusClusterer<DoublePoint>(clusters, ROUNDS, new EuclideanDistance(), random)
                .cluster(points).stream()
                        .map(CentroidCluster::getCenter)
                        .map(centre -> centre.getPoint())
                        .toArray(double[][]::new);
    }
}
