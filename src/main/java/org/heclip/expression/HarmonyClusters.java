package org.heclip.expression;

import java.util.stream.IntStream;

/** Soft clusters of spots, with a penalty on clusters that do not hold all sections alike (Harmony's first step). */
final class HarmonyClusters {
    private static final double SIGMA = 0.1;
    /** Weight of the diversity penalty; the exponent below is written for 1. */
    private static final double THETA = 1;
    /** Part of the spots whose memberships are updated at a time. */
    private static final double BLOCK = 0.05;

    private final int[] sectionOf;
    private final double[] share;
    private final int k;
    private DenseMatrix directions;
    private double[][] centroids;
    /** {@code [spot][cluster]}, likewise the distances. */
    private final double[][] memberships;

    private double[][] distances;
    /** {@code [cluster][section]}: memberships as they are, and as they would be were sections alike. */
    private final double[][] observed;

    private final double[][] expected;

    HarmonyClusters(DenseMatrix directions, int[] sectionOf, int sections, double[][] start) {
        this.directions = directions;
        this.sectionOf = sectionOf;
        this.k = start.length;
        this.share = new double[sections];
        for (int section : sectionOf) {
            share[section] += 1.0 / sectionOf.length;
        }
        this.centroids = unitLength(start);
        this.distances = distances();
        this.memberships = IntStream.range(0, sectionOf.length)
                .parallel()
                .mapToObj(s -> normalised(similarity(s)))
                .toArray(double[][]::new);
        this.observed = new double[k][sections];
        this.expected = new double[k][sections];
        for (int s = 0; s < sectionOf.length; s++) {
            count(s, 1);
        }
    }

    /** {@code [spot][cluster]}, adding to 1 for each spot. */
    double[][] memberships() {
        return memberships;
    }

    /** The spots have moved. */
    void move(DenseMatrix to) {
        directions = to;
    }

    /** New centroids, then new memberships, block by block in the given order. */
    void update(int[] order) {
        centroids = unitLength(sums());
        distances = distances();
        int blocks = (int) Math.ceil(1 / BLOCK);
        int from = 0;
        for (int b = 0; b < blocks; b++) {
            // numpy's array_split: the first blocks are one longer
            int size = order.length / blocks + (b < order.length % blocks ? 1 : 0);
            updateBlock(order, from, from + size);
            from += size;
        }
    }

    private void updateBlock(int[] order, int from, int to) {
        for (int i = from; i < to; i++) {
            count(order[i], -1);
        }
        double[][] penalty = new double[share.length][k];
        for (int b = 0; b < share.length; b++) {
            for (int c = 0; c < k; c++) {
                penalty[b][c] = Math.pow((expected[c][b] + 1) / (observed[c][b] + 1), THETA);
            }
        }
        for (int i = from; i < to; i++) {
            double[] weights = similarity(order[i]);
            for (int c = 0; c < k; c++) {
                weights[c] *= penalty[sectionOf[order[i]]][c];
            }
            memberships[order[i]] = normalised(weights);
        }
        for (int i = from; i < to; i++) {
            count(order[i], 1);
        }
    }

    private void count(int s, int sign) {
        for (int c = 0; c < k; c++) {
            double member = sign * memberships[s][c];
            observed[c][sectionOf[s]] += member;
            for (int b = 0; b < share.length; b++) {
                expected[c][b] += member * share[b];
            }
        }
    }

    /** Distances, entropy and diversity, as Harmony weighs them. */
    double objective() {
        double[][] diversity = new double[k][share.length];
        for (int c = 0; c < k; c++) {
            for (int b = 0; b < share.length; b++) {
                diversity[c][b] = THETA * Math.log((observed[c][b] + 1) / (expected[c][b] + 1));
            }
        }
        double sum = 0;
        for (int s = 0; s < sectionOf.length; s++) {
            for (int c = 0; c < k; c++) {
                double member = memberships[s][c];
                double entropy = member > 0 ? member * Math.log(member) : 0;
                sum += member * distances[s][c] + SIGMA * entropy + SIGMA * member * diversity[c][sectionOf[s]];
            }
        }
        return sum;
    }

    /** exp(-distance / sigma), the largest as 1. */
    private double[] similarity(int s) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double distance : distances[s]) {
            nearest = Math.min(nearest, distance);
        }
        double[] similarity = new double[k];
        for (int c = 0; c < k; c++) {
            similarity[c] = Math.exp((nearest - distances[s][c]) / SIGMA);
        }
        return similarity;
    }

    private double[][] distances() {
        return IntStream.range(0, sectionOf.length)
                .parallel()
                .mapToObj(s -> {
                    double[] distance = new double[k];
                    for (int c = 0; c < k; c++) {
                        distance[c] = 2 * (1 - dot(centroids[c], s * directions.cols()));
                    }
                    return distance;
                })
                .toArray(double[][]::new);
    }

    private double dot(double[] centroid, int from) {
        float[] values = directions.values();
        double a = 0;
        double b = 0;
        int genes = centroid.length;
        for (int g = 0; g + 1 < genes; g += 2) {
            a += centroid[g] * values[from + g];
            b += centroid[g + 1] * values[from + g + 1];
        }
        return genes % 2 == 0 ? a + b : a + b + centroid[genes - 1] * values[from + genes - 1];
    }

    /** Sum of the spots by their memberships. */
    private double[][] sums() {
        return IntStream.range(0, k)
                .parallel()
                .mapToObj(c -> {
                    double[] sum = new double[directions.cols()];
                    for (int s = 0; s < sectionOf.length; s++) {
                        double member = memberships[s][c];
                        int from = s * sum.length;
                        for (int g = 0; g < sum.length; g++) {
                            sum[g] += member * directions.values()[from + g];
                        }
                    }
                    return sum;
                })
                .toArray(double[][]::new);
    }

    private static double[] normalised(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int c = 0; c < weights.length; c++) {
            weights[c] /= sum;
        }
        return weights;
    }

    private static double[][] unitLength(double[][] rows) {
        double[][] unit = new double[rows.length][];
        for (int c = 0; c < rows.length; c++) {
            double squares = 0;
            for (double value : rows[c]) {
                squares += value * value;
            }
            double length = squares > 0 ? Math.sqrt(squares) : 1;
            unit[c] = rows[c].clone();
            for (int g = 0; g < unit[c].length; g++) {
                unit[c][g] /= length;
            }
        }
        return unit;
    }
}
