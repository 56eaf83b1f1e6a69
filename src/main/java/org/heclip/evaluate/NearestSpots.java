package org.heclip.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The k nearest spots of each spot, found through a grid of cells, so that the time grows with the spots and not their square. */
final class NearestSpots {
    private static final double SPOTS_PER_CELL = 2;

    private final double[] x;
    private final double[] y;
    private final int k;
    private final double left;
    private final double top;
    private final double cell;
    private final int cols;
    private final int rows;
    /** Spots ordered by cell; those of cell c are {@code spots[starts[c]] .. spots[starts[c + 1] - 1]}. */
    private final int[] starts;

    private final int[] spots;

    private NearestSpots(double[] x, double[] y, int k) {
        this.x = x;
        this.y = y;
        this.k = k;
        left = DoubleStream.of(x).min().orElse(0);
        top = DoubleStream.of(y).min().orElse(0);
        double width = DoubleStream.of(x).max().orElse(0) - left;
        double height = DoubleStream.of(y).max().orElse(0) - top;
        // the second bound is for spots that lie on a line
        double side = Math.max(
                Math.sqrt(width * height * SPOTS_PER_CELL / x.length),
                Math.max(width, height) * SPOTS_PER_CELL / x.length);
        cell = side > 0 ? side : 1;
        cols = (int) (width / cell) + 1;
        rows = (int) (height / cell) + 1;
        starts = new int[rows * cols + 1];
        for (int s = 0; s < x.length; s++) {
            starts[row(s) * cols + col(s) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        spots = new int[x.length];
        int[] next = starts.clone();
        for (int s = 0; s < x.length; s++) {
            spots[next[row(s) * cols + col(s)]++] = s;
        }
    }

    /**
     * @param x of each spot, in any unit
     * @param y of each spot
     * @param k neighbours of a spot, fewer than there are spots
     * @return {@code [spot][k]}, nearest first; among equally near ones the first spots are taken
     */
    static int[][] of(double[] x, double[] y, int k) {
        NearestSpots search = new NearestSpots(x, y, k);
        return IntStream.range(0, x.length)
                .parallel()
                .mapToObj(s -> search.of(s))
                .toArray(int[][]::new);
    }

    private int col(int s) {
        return (int) ((x[s] - left) / cell);
    }

    private int row(int s) {
        return (int) ((y[s] - top) / cell);
    }

    /** Rings of cells around the spot's, until what lies outside is farther than the k found. */
    private int[] of(int spot) {
        Found found = new Found(k);
        int last = Math.max(rows, cols);
        for (int ring = 0; ring <= last && !(ring > 0 && found.farthest() < square((ring - 1) * cell)); ring++) {
            ring(spot, ring, found);
        }
        return found.spots;
    }

    private void ring(int spot, int ring, Found found) {
        int r0 = row(spot);
        int c0 = col(spot);
        for (int r = Math.max(0, r0 - ring); r <= Math.min(rows - 1, r0 + ring); r++) {
            boolean edge = Math.abs(r - r0) == ring;
            for (int c = c0 - ring; c <= c0 + ring; c += edge || ring == 0 ? 1 : 2 * ring) {
                if (c >= 0 && c < cols) {
                    cell(spot, r * cols + c, found);
                }
            }
        }
    }

    private void cell(int spot, int at, Found found) {
        for (int i = starts[at]; i < starts[at + 1]; i++) {
            int other = spots[i];
            if (other != spot) {
                found.offer(other, square(x[other] - x[spot]) + square(y[other] - y[spot]));
            }
        }
    }

    private static double square(double d) {
        return d * d;
    }

    /** The nearest so far, nearest first. */
    private static final class Found {
        private final int[] spots;
        private final double[] distance;

        Found(int k) {
            spots = new int[k];
            Arrays.fill(spots, Integer.MAX_VALUE);
            distance = new double[k];
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
        }

        double farthest() {
            return distance[distance.length - 1];
        }

        void offer(int spot, double d) {
            int at = spots.length;
            while (at > 0 && (d < distance[at - 1] || d == distance[at - 1] && spot < spots[at - 1])) {
                at--;
            }
            if (at < spots.length) {
                System.arraycopy(spots, at, spots, at + 1, spots.length - 1 - at);
                System.arraycopy(distance, at, distance, at + 1, spots.length - 1 - at);
                spots[at] = spot;
                distance[at] = d;
            }
        }
    }
}
