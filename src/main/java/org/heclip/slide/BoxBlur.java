package org.heclip.slide;

/** Means over a square around each pixel, of what lies within the image. */
final class BoxBlur {
    private BoxBlur() {}

    /**
     * @param values {@code [y][x]}, row-major
     * @param reach the square's edge is {@code 2 reach + 1}
     * @return rounded to the nearest whole number
     */
    static int[] of(int[] values, int width, int height, int reach) {
        int[] blurred = new int[values.length];
        long[] columns = new long[width];
        int rows = 0;
        for (int y = -reach; y < height; y++) {
            rows += add(values, columns, width, height, y + reach, 1);
            rows -= add(values, columns, width, height, y - reach - 1, -1);
            if (y >= 0) {
                blurRow(columns, rows, reach, blurred, y * width);
            }
        }
        return blurred;
    }

    /** Adds a row to the sums of the columns, or takes it away; returns 1 when there is such a row. */
    private static int add(int[] values, long[] columns, int width, int height, int y, int sign) {
        if (y < 0 || y >= height) {
            return 0;
        }
        for (int x = 0; x < width; x++) {
            columns[x] += sign * values[y * width + x];
        }
        return 1;
    }

    private static void blurRow(long[] columns, int rows, int reach, int[] blurred, int at) {
        long sum = 0;
        for (int x = -reach; x < columns.length; x++) {
            sum += x + reach < columns.length ? columns[x + reach] : 0;
            sum -= x - reach - 1 >= 0 ? columns[x - reach - 1] : 0;
            if (x >= 0) {
                int inside = Math.min(columns.length - 1, x + reach) - Math.max(0, x - reach) + 1;
                long pixels = (long) inside * rows;
                blurred[at + x] = (int) ((2 * sum + pixels) / (2 * pixels));
            }
        }
    }
}
