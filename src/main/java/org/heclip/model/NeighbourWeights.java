package org.heclip.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;

/** How much each of the training spots that were looked up counts. */
public enum NeighbourWeights {
    /** The same: BLEEP's "average", HECLIP. */
    EQUAL,
    /** {@code exp(-d^2)} with d the Euclidean distance of query and reference embedding: BLEEP's "weighted average". */
    SOFTMAX,
    /** {@code 1 / d^2} with d the city-block distance: mclSTExp. */
    INVERSE_SQUARE;

    /** A distance of zero would be all the weight there is, and divide by zero. */
    private static final double SHORTEST = 1e-12;

    /** @throws InputException for a name that is none of them */
    public static NeighbourWeights named(String name) {
        return Arrays.stream(values())
                .filter(weights -> weights.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "--neighbour-weights",
                        "value",
                        "found '" + name + "', expected equal, softmax or inverse_square"));
    }

    /**
     * @param neighbours {@code [query][k]}
     * @param reference {@code [reference][dimension]}
     * @param queries {@code [query][dimension]}
     * @return {@code [query][k]}, each row sums to one
     */
    double[][] of(int[][] neighbours, DenseMatrix reference, DenseMatrix queries) {
        return IntStream.range(0, neighbours.length)
                .parallel()
                .mapToObj(q -> normalised(Arrays.stream(neighbours[q])
                        .mapToDouble(r -> distance(reference.row(r), queries.row(q)))
                        .toArray()))
                .toArray(double[][]::new);
    }

    private double distance(float[] reference, float[] query) {
        double sum = 0;
        for (int d = 0; d < query.length; d++) {
            double difference = Math.abs(reference[d] - query[d]);
            sum += this == SOFTMAX ? difference * difference : difference;
        }
        return sum;
    }

    private double[] normalised(double[] distances) {
        double least = Arrays.stream(distances).min().orElse(0);
        double[] weights = Arrays.stream(distances)
                .map(d -> switch (this) {
                    case EQUAL -> 1;
                    case SOFTMAX -> Math.exp(least - d);
                    case INVERSE_SQUARE -> Math.pow(Math.max(least, SHORTEST) / Math.max(d, SHORTEST), 2);
                })
                .toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
