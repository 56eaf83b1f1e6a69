package org.heclip.expression;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Local quadratic regression of one variable by the algorithm of netlib's dloess with its default surface "interpolate"
 * (Cleveland and Grosse, Stat Comput 1991, 1:47), which scanpy's {@code seurat_v3} calls through scikit-misc: local fits at
 * the vertices of a k-d tree only, blended in between by cubic Hermite polynomials. A fit at each point (as Commons Math's
 * {@code LoessInterpolator} makes, of degree 1) gives other values and, near a cut-off, other genes.
 */
final class Loess {
    /** Part of the span that a cell of the tree may hold. */
    private static final double CELL = 0.2;
    /** Part of the range by which the tree reaches beyond the data. */
    private static final double MARGIN = 0.005;

    private static final int COEFFICIENTS = 3;

    private final double[] x;
    private final double[] y;
    private final int[] order;
    private final int neighbours;
    private final TreeMap<Double, double[]> vertices = new TreeMap<>();

    private Loess(double[] x, double[] y, double span) {
        this.x = x;
        this.y = y;
        this.order = IntStream.range(0, x.length)
                .boxed()
                .sorted((a, b) -> Double.compare(x[a], x[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.neighbours = Math.min(x.length, (int) Math.floor(x.length * span + 1e-5));
    }

    /**
     * @param span part of the points that a local fit sees
     * @return the fitted value at each point
     * @throws IllegalArgumentException when a local fit would see fewer than four points
     */
    static double[] fit(double[] x, double[] y, double span) {
        Loess loess = new Loess(x, y, span);
        if (loess.neighbours <= COEFFICIENTS) {
            throw new IllegalArgumentException(x.length + " points are too few for a local fit with span " + span);
        }
        loess.grow((int) Math.floor(x.length * span * CELL));
        return Arrays.stream(x).map(loess::at).toArray();
    }

    private void grow(int most) {
        double low = x[order[0]];
        double high = x[order[order.length - 1]];
        double margin = MARGIN * Math.max(high - low, 1e-10 * Math.max(Math.abs(low), Math.abs(high)) + 1e-30);
        vertices.put(low - margin, new double[0]);
        vertices.put(high + margin, new double[0]);
        cut(0, order.length - 1, most);
        vertices.replaceAll((vertex, none) -> localFit(vertex));
    }

    /** Cuts the cell of sorted points {@code from} to {@code to} at its median until it holds at most {@code most}. */
    private void cut(int from, int to, int most) {
        if (to - from + 1 <= most) {
            return;
        }
        // the middle in dloess, which counts from 1
        int middle = withoutTie(from, to, (from + to + 2) / 2 - 1);
        double vertex = x[order[middle]];
        if (vertices.containsKey(vertex)) {
            return;
        }
        vertices.put(vertex, new double[0]);
        cut(from, middle, most);
        cut(middle + 1, to, most);
    }

    /** The place nearest to {@code middle} whose point differs from the next one; {@code middle} itself without such. */
    private int withoutTie(int from, int to, int middle) {
        for (int offset = 0; middle + offset < to && middle + offset >= from; ) {
            if (x[order[middle + offset]] != x[order[middle + offset + 1]]) {
                return middle + offset;
            }
            offset = offset > 0 ? -offset : 1 - offset;
        }
        return middle;
    }

    /** Value and slope at a vertex: a quadratic through the nearest points, weighted by the tricube of their distance. */
    private double[] localFit(double vertex) {
        int from = nearest(vertex);
        double reach = Math.max(Math.abs(x[order[from]] - vertex), Math.abs(x[order[from + neighbours - 1]] - vertex));
        double[][] design = new double[neighbours][COEFFICIENTS];
        double[] response = new double[neighbours];
        for (int i = 0; i < neighbours; i++) {
            double difference = x[order[from + i]] - vertex;
            double ratio = Math.abs(difference) / reach;
            double weight = Math.sqrt(Math.pow(1 - ratio * ratio * ratio, 3));
            design[i][0] = weight;
            design[i][1] = weight * difference;
            design[i][2] = weight * difference * difference;
            response[i] = weight * y[order[from + i]];
        }
        double[] scales = equilibrate(design);
        double[] solution = new SingularValueDecomposition(new Array2DRowRealMatrix(design, false))
                .getSolver()
                .solve(new ArrayRealVector(response, false))
                .toArray();
        return new double[] {solution[0] / scales[0], solution[1] / scales[1]};
    }

    /** First of the sorted points among the {@code neighbours} nearest to a place. */
    private int nearest(double place) {
        int from = 0;
        while (from + neighbours < order.length && x[order[from + neighbours]] - place < place - x[order[from]]) {
            from++;
        }
        return from;
    }

    private static double[] equilibrate(double[][] design) {
        double[] scales = new double[COEFFICIENTS];
        for (int c = 0; c < COEFFICIENTS; c++) {
            for (double[] row : design) {
                scales[c] += row[c] * row[c];
            }
            scales[c] = scales[c] > 0 ? Math.sqrt(scales[c]) : 1;
            for (double[] row : design) {
                row[c] /= scales[c];
            }
        }
        return scales;
    }

    private double at(double place) {
        var left = vertices.lowerEntry(place);
        var right = vertices.ceilingEntry(place);
        double width = right.getKey() - left.getKey();
        double h = (place - left.getKey()) / width;
        double[] a = left.getValue();
        double[] b = right.getValue();
        double phi0 = (1 - h) * (1 - h) * (1 + 2 * h);
        double phi1 = h * h * (3 - 2 * h);
        double psi0 = h * (1 - h) * (1 - h);
        double psi1 = h * h * (h - 1);
        return phi0 * a[0] + phi1 * b[0] + (psi0 * a[1] + psi1 * b[1]) * width;
    }
}
