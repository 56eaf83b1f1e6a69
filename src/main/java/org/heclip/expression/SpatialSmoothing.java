package org.heclip.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean of each spot and its direct neighbours: up to eight on a square grid, six on a hexagonal one. Neighbours lie within
 * 1.6 times the pitch, which is the median distance to the nearest spot: beyond the diagonal of a square (1.41), short of
 * the second ring of hexagons (1.73).
 */
public final class SpatialSmoothing {
    private static final double REACH = 1.6;
    private static final int MOST = 8;

    private SpatialSmoothing() {}

    /**
     * @param expression {@code [spot][gene]} of one section
     * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
     */
    public static DenseMatrix of(DenseMatrix expression, DenseMatrix spatial) {
        List<int[]> neighbours = neighbours(spatial);
        DenseMatrix smooth = DenseMatrix.zeros(expression.rows(), expression.cols());
        IntStream.range(0, expression.rows()).parallel().forEach(s -> {
            int[] around = neighbours.get(s);
            for (int g = 0; g < expression.cols(); g++) {
                double sum = expression.get(s, g);
                for (int other : around) {
                    sum += expression.get(other, g);
                }
                smooth.values()[s * expression.cols() + g] = (float) (sum / (1 + around.length));
            }
        });
        return smooth;
    }

    /** Of each spot its direct neighbours, nearest first. */
    static List<int[]> neighbours(DenseMatrix spatial) {
        if (spatial.rows() < 2) {
            return IntStream.range(0, spatial.rows()).mapToObj(s -> new int[0]).toList();
        }
        double reach = REACH * pitch(spatial);
        int[] byX = byX(spatial);
        List<int[]> neighbours = new ArrayList<>();
        int[] place = new int[byX.length];
        for (int i = 0; i < byX.length; i++) {
            place[byX[i]] = i;
        }
        for (int s = 0; s < spatial.rows(); s++) {
            List<Integer> found = within(spatial, byX, place[s], reach);
            int spot = s;
            neighbours.add(found.stream()
                    .sorted(Comparator.<Integer>comparingDouble(other -> distance(spatial, spot, other))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MOST)
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return neighbours;
    }

    /** Median distance of a spot to its nearest one, in the units of the positions. */
    public static double pitch(DenseMatrix spatial) {
        int[] byX = byX(spatial);
        double[] nearest = new double[byX.length];
        for (int i = 0; i < byX.length; i++) {
            double best = Double.POSITIVE_INFINITY;
            for (int step : new int[] {-1, 1}) {
                for (int j = i + step; j >= 0 && j < byX.length && apart(spatial, byX, i, j) < best; j += step) {
                    best = Math.min(best, distance(spatial, byX[i], byX[j]));
                }
            }
            nearest[i] = best;
        }
        Arrays.sort(nearest);
        return nearest[nearest.length / 2];
    }

    private static List<Integer> within(DenseMatrix spatial, int[] byX, int i, double reach) {
        List<Integer> found = new ArrayList<>();
        for (int step : new int[] {-1, 1}) {
            for (int j = i + step; j >= 0 && j < byX.length && apart(spatial, byX, i, j) <= reach; j += step) {
                if (distance(spatial, byX[i], byX[j]) <= reach) {
                    found.add(byX[j]);
                }
            }
        }
        return found;
    }

    private static int[] byX(DenseMatrix spatial) {
        return IntStream.range(0, spatial.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(s -> spatial.get(s, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double apart(DenseMatrix spatial, int[] byX, int i, int j) {
        return Math.abs(spatial.get(byX[i], 0) - spatial.get(byX[j], 0));
    }

    private static double distance(DenseMatrix spatial, int a, int b) {
        return Math.hypot(spatial.get(a, 0) - spatial.get(b, 0), spatial.get(a, 1) - spatial.get(b, 1));
    }
}
