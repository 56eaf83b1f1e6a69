package org.heclip.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.slide.RgbImage;
import org.heclip.slide.TissueMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An array of 20 x 20 unevenly printed columns and rows, 8 x 8 of its spots under a square of tissue in the middle. */
class PrintedSpotsTest {
    private static final int EDGE = 800;
    private static final int PITCH = 36;
    private static final int RADIUS = 9;
    private static final int COLUMNS = 20;
    private static final int FIRST = 6;
    private static final int LAST = 13;

    private final double[] columns = printed(1);
    private final double[] rows = printed(2);

    /** Columns are up to 4 pixels aside of an even grid. */
    private static double[] printed(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, COLUMNS)
                .mapToDouble(i -> 55 + PITCH * i + 8 * random.nextDouble() - 4)
                .toArray();
    }

    private RgbImage image(double contrast) {
        RgbImage image = RgbImage.white(EDGE, EDGE);
        Random random = new Random(5);
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                boolean isTissue = isTissue(x) && isTissue(y);
                double disc = isTissue || !isDisc(x + 0.5, y + 0.5) ? 0 : contrast;
                int at = (y * EDGE + x) * RgbImage.CHANNELS;
                for (int c = 0; c < RgbImage.CHANNELS; c++) {
                    double level = (isTissue ? 120 : 225) + 4 * random.nextGaussian() - (c == 0 ? disc : 0);
                    image.pixels()[at + c] = (byte) Math.max(0, Math.min(255, Math.round(level)));
                }
            }
        }
        return image;
    }

    private static boolean isTissue(int at) {
        return at > 55 + PITCH * (FIRST - 0.5) && at < 55 + PITCH * (LAST + 0.5);
    }

    private boolean isDisc(double x, double y) {
        return Math.hypot(nearest(columns, x) - x, nearest(rows, y) - y) < RADIUS;
    }

    private static double nearest(double[] printed, double at) {
        return printed[(int) Math.max(0, Math.min(COLUMNS - 1, Math.round((at - 55) / PITCH)))];
    }

    private Optional<Displacement> found(RgbImage image, double dx, double dy, double degrees) {
        int side = LAST - FIRST + 1;
        double[] x = new double[side * side];
        double[] y = new double[side * side];
        int[] column = new int[side * side];
        int[] row = new int[side * side];
        double middleX = Arrays.stream(columns, FIRST, LAST + 1).average().orElseThrow();
        double middleY = Arrays.stream(rows, FIRST, LAST + 1).average().orElseThrow();
        RigidMove move = new RigidMove(dx, dy, Math.toRadians(degrees), middleX, middleY);
        for (int s = 0; s < x.length; s++) {
            column[s] = FIRST + s % side;
            row[s] = FIRST + s / side;
            x[s] = move.x(columns[column[s]], rows[row[s]]);
            y[s] = move.y(columns[column[s]], rows[row[s]]);
        }
        boolean[] all = new boolean[x.length];
        Arrays.fill(all, true);
        return PrintedSpots.displacement(
                new SpotLayout(x, y, all, RADIUS),
                new ArrayPlaces(column, row),
                image,
                TissueMask.of(image, RADIUS / 2, RADIUS * RADIUS));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, false", "5, 0, 0, true", "-3, 4, 0, true", "0, 0, 2, true", "2, -3, -1.5, true"})
    void discsTellWhereTheArrayIs(double dx, double dy, double degrees, boolean isDetected) {
        Displacement found = found(image(6), dx, dy, degrees).orElseThrow();
        assertEquals(Displacement.Witness.PRINTED_SPOTS, found.witness());
        assertEquals(-dx, found.shiftX().value(), 0.7);
        assertEquals(-dy, found.shiftY().value(), 0.7);
        assertEquals(-degrees, found.turn().value(), 0.2);
        assertEquals(isDetected, found.isDetected(), found.toString());
        assertTrue(found.shiftX().low() <= found.shiftX().value()
                && found.shiftX().value() <= found.shiftX().high());
    }

    @Test
    void glassWithoutDiscsTellsNothing() {
        assertFalse(found(image(0), 0, 0, 0).isPresent());
    }

    /** Columns that are aside, and the row effect of a turn, are continued beyond the spots. */
    @Test
    void anArrayGoesOnInItsOwnColumns() {
        double[] values = {10, 21, 30, 12, 23, 32};
        ArrayPlaces places = new ArrayPlaces(new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 0, 0, 1, 1, 1});
        ArrayPlaces.Grid grid = places.continued(values);
        assertEquals(23, grid.at(1, 1), 1e-4);
        assertEquals(25, grid.at(1, 2), 1e-4);
        // the line through the columns' 10, 21, 30
        assertEquals(10 + 1.0 / 3 + 30, grid.at(3, 0), 1e-4);
    }
}
