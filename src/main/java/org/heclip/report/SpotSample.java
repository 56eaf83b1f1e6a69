package org.heclip.report;

import java.util.BitSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.heclip.report.ReportInput.Positions;

/** Spots to draw where there are more than a picture can show: the first of each cell of a square grid. */
final class SpotSample {
    /** A picture of 520 pixels has no room for more. */
    static final int MOST = 4000;

    private static final double FINER = 0.97;

    private SpotSample() {}

    /** Indices of at most {@link #MOST} spots spread over the section, in rising order; all when they are few. */
    static int[] of(Positions spots) {
        int n = spots.x().length;
        if (n <= MOST) {
            return IntStream.range(0, n).toArray();
        }
        double left = DoubleStream.of(spots.x()).min().orElse(0);
        double top = DoubleStream.of(spots.y()).min().orElse(0);
        double extent = Math.max(
                DoubleStream.of(spots.x()).max().orElse(0) - left,
                DoubleStream.of(spots.y()).max().orElse(0) - top);
        // cells of a full square number as many as the spots may; where tissue leaves cells empty, finer ones fit
        int[] chosen = firsts(spots, left, top, extent / (int) Math.sqrt(MOST));
        for (double part = FINER; part > FINER / 4; part *= FINER) {
            int[] more = firsts(spots, left, top, part * extent / (int) Math.sqrt(MOST));
            if (more.length > MOST) {
                break;
            }
            chosen = more;
        }
        return chosen.length <= MOST
                ? chosen
                : IntStream.range(0, MOST).map(i -> i * (n / MOST)).toArray();
    }

    private static int[] firsts(Positions spots, double left, double top, double cell) {
        int side = (int) Math.sqrt(MOST) * 5;
        BitSet seen = new BitSet();
        return IntStream.range(0, spots.x().length)
                .filter(s -> {
                    int at = (int) ((spots.y()[s] - top) / cell) * side + (int) ((spots.x()[s] - left) / cell);
                    boolean first = !seen.get(at);
                    seen.set(at);
                    return first;
                })
                .toArray();
    }
}
