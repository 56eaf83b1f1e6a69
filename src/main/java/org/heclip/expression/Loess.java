package org.heclip.expression;

import java.util.Arrays;
import java.util.TreeSet;
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

    /** Ascending. */
    private final double[] x;

    private final double[] y;
    private final int neighbours;
    private final TreeSet<Double> cuts = new TreeSet<>();
    private double[] vertices;
    /** Of each vertex: value and slope. */
    private double[][] fits;

    private Loess(double[] x, double[] y, double span) {
        this.x = x;
        this.y = y;
        this.neighbours = Math.min(x.length, (int) Math.floor(x.length * span + 1e-5));
    }

    /**
     * @param span part of the points that a local fit sees
     * @return the fitted value at each point
     * @throws IllegalArgumentException when a local fit would see fewer than four points
     */
    static double[] fit(double[] x, double[] y, double span) {
        int[] ranks = Ranks.of(x);
        double[] sortedX = new double[x.length];
        double[] sortedY = new double[x.length];
        for (int i = 0; i < ranks.length; i++) {
            sortedX[ranks[i]] = x[i];
            sortedY[ranks[i]] = y[i];
        }
        Loess loess = new Loess(sortedX, sortedY, span);
        if (loess.neighbours <= COEFFICIENTS) {
            throw new IllegalArgumentException(x.length + " points are too few for a local fit with span " + span);
        }
        loess.grow((int) Math.floor(x.length * span * CELL));
        return Arrays.stream(x).map(loess::at).toArray();
    }

    private void grow(int most) {
        double low = x[0];
        double high = x[x.length - 1];
        double margin = MARGIN * Math.max(high - low, 1e-10 * Math.max(Math.abs(low), Math.abs(high)) + 1e-30);
        cuts.add(low - margin);
        cuts.add(high + margin);
        cut(0, x.length - 1, most);
        vertices = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        fits = Arrays.stream(vertices).parallel().mapToObj(this::localFit).toArray(double[][]::new);
    }

    /** Cuts the cell of sorted points {@code from} to {@code to} at its median until it holds at most {@code most}. */
    private void cut(int from, int to, int most) {
        if (to - from + 1 <= most) {
            return;
        }
        // the middle in dloess, which counts from 1
        int middle = withoutTie(from, to, (from + to + 2) / 2 - 1);
        if (!cuts.add(x[middle])) {
            return;
        }
        cut(from, middle, most);
        cut(middle + 1, to, most);
    }

    /** The place nearest to {@code middle} whose point differs from the next one; {@code middle} itself without such. */
    private int withoutTie(int from, int to, int middle) {
        for (int offset = 0; middle + offset < to && middle + offset >= from; ) {
            if (x[middle + offset] != x[middle + offset + 1]) {
                return middle + offset;
            }
            offset = offset > 0 ? -offset : 1 - offset;
        }
        return middle;
    }

    /** Value and slope at a vertex: a quadratic through the nearest points, weighted by the tricube of their distance. */
    private double[] localFit(double vertex) {
        int from = nearest(vertex);
        double reach = Math.max(Math.abs(x[from] - vertex), Math.abs(x[from + neighbours - 1] - vertex));
        double[][] columns = new double[COEFFICIENTS + 1][neighbours];
        for (int i = 0; i < neighbours; i++) {
            double difference = x[from + i] - vertex;
            double ratio = Math.abs(difference) / reach;
            double left = Math.max(0, 1 - ratio * ratio * ratio);
            double weight = left * Math.sqrt(left);
            columns[0][i] = weight;
            columns[1][i] = weight * difference;
            columns[2][i] = weight * difference * difference;
            columns[COEFFICIENTS][i] = weight * y[from + i];
        }
        double[] scales = equilibrate(columns);
        double[] solution = leastSquares(columns);
        return new double[] {solution[0] / scales[0], solution[1] / scales[1]};
    }

    /** First of the sorted points among the {@code neighbours} nearest to a place. */
    private int nearest(double place) {
        int from = 0;
        while (from + neighbours < x.length && x[from + neighbours] - place < place - x[from]) {
            from++;
        }
        return from;
    }

    private static double[] equilibrate(double[][] columns) {
        double[] scales = new double[COEFFICIENTS];
        for (int c = 0; c < COEFFICIENTS; c++) {
            double length = Math.sqrt(dot(columns[c], columns[c]));
            scales[c] = length > 0 ? length : 1;
            add(columns[c], 1 / scales[c] - 1, columns[c]);
        }
        return scales;
    }

    /**
     * Of the last column on the others. Modified Gram-Schmidt on all of them, as accurate as Householder's reflections here (Bjorck,
     * BIT 1967, 7:1), leaves a triangle of three rows in place of thousands for the singular value decomposition.
     */
    private static double[] leastSquares(double[][] columns) {
        double[][] triangle = new double[COEFFICIENTS][COEFFICIENTS];
        double[] right = new double[COEFFICIENTS];
        for (int c = 0; c < COEFFICIENTS; c++) {
            double length = Math.sqrt(dot(columns[c], columns[c]));
            triangle[c][c] = length;
            for (int other = c + 1; length > 0 && other <= COEFFICIENTS; other++) {
                double along = dot(columns[c], columns[other]) / length;
                add(columns[other], -along / length, columns[c]);
                if (other < COEFFICIENTS) {
                    triangle[c][other] = along;
                } else {
                    right[c] = along;
                }
            }
        }
        return new SingularValueDecomposition(new Array2DRowRealMatrix(triangle, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private double at(double place) {
        int found = Arrays.binarySearch(vertices, place);
        int right = found >= 0 ? found : -found - 1;
        double width = vertices[right] - vertices[right - 1];
        double h = (place - vertices[right - 1]) / width;
        double[] a = fits[right - 1];
        double[] b = fits[right];
        double phi0 = (1 - h) * (1 - h) * (1 + 2 * h);
        double phi1 = h * h * (3 - 2 * h);
        double psi0 = h * (1 - h) * (1 - h);
        double psi1 = h * h * (h - 1);
        return phi0 * a[0] + phi1 * b[0] + (psi0 * a[1] + psi1 * b[1]) * width;
    }
}
