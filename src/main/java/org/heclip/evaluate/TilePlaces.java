package org.heclip.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the square tiles of some spots of a section lie.
 *
 * @param x of their centres, in full-resolution pixels
 * @param y of the same
 * @param side of a tile, in full-resolution pixels
 */
public record TilePlaces(double[] x, double[] y, double side) {
    /** Of tiles that are not known. */
    public static final TilePlaces NONE = new TilePlaces(new double[0], new double[0], 0);

    /** How many of these tiles overlap one of the others: their centres are nearer than a side in both directions. */
    int overlapping(TilePlaces others) {
        int[] fromLeft = IntStream.range(0, others.x.length)
                .boxed()
                .sorted((a, b) -> Double.compare(others.x[a], others.x[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] left = Arrays.stream(fromLeft).mapToDouble(i -> others.x[i]).toArray();
        return (int) IntStream.range(0, x.length)
                .filter(s -> meets(s, others, fromLeft, left))
                .count();
    }

    private boolean meets(int s, TilePlaces others, int[] fromLeft, double[] left) {
        int first = Arrays.binarySearch(left, x[s] - side);
        for (int i = first < 0 ? -first - 1 : first; i < left.length && left[i] < x[s] + side; i++) {
            if (left[i] > x[s] - side && Math.abs(others.y[fromLeft[i]] - y[s]) < side) {
                return true;
            }
        }
        return false;
    }
}
