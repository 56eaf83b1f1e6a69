package org.heclip.align;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Which column and row of the array each spot is printed in, on a square grid. Spots of a column share an error of printing, and so
 * do those of a row: a position is the sum of what the two have.
 *
 * @param column by spot
 * @param row by spot
 */
public record ArrayPlaces(int[] column, int[] row) {
    /** Keeps the sum's free constant where it is. */
    private static final double RIDGE = 1e-6;

    /** Where the array goes on: a coordinate of any column and row. */
    interface Grid {
        double at(int column, int row);
    }

    /** @param values a coordinate of each spot */
    Grid continued(double[] values) {
        int[] columns = Arrays.stream(column).distinct().sorted().toArray();
        int[] rows = Arrays.stream(row).distinct().sorted().toArray();
        double middle = Arrays.stream(values).average().orElse(0);
        double[][] products = new double[columns.length + rows.length][columns.length + rows.length];
        double[] sums = new double[columns.length + rows.length];
        for (int s = 0; s < values.length; s++) {
            int c = Arrays.binarySearch(columns, column[s]);
            int r = columns.length + Arrays.binarySearch(rows, row[s]);
            products[c][c]++;
            products[r][r]++;
            products[r][c]++;
            sums[c] += values[s] - middle;
            sums[r] += values[s] - middle;
        }
        for (int i = 0; i < sums.length; i++) {
            products[i][i] += RIDGE;
        }
        double[] effects = Cholesky.solve(products, sums);
        IntToDoubleFunction across = line(columns, Arrays.copyOf(effects, columns.length));
        IntToDoubleFunction down = line(rows, Arrays.copyOfRange(effects, columns.length, effects.length));
        return (c, r) -> middle + across.applyAsDouble(c) + down.applyAsDouble(r);
    }

    /** What is known of a column or row, else what the line through the known ones has. */
    private static IntToDoubleFunction line(int[] numbers, double[] effects) {
        SimpleRegression line = new SimpleRegression();
        IntStream.range(0, numbers.length).forEach(i -> line.addData(numbers[i], effects[i]));
        return n -> {
            int known = Arrays.binarySearch(numbers, n);
            return known >= 0 ? effects[known] : line.predict(n);
        };
    }
}
