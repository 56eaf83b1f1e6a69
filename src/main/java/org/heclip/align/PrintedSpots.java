package org.heclip.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.slide.RgbImage;
import org.heclip.slide.TissueMask;

/**
 * Where the array was printed, on images whose bare glass shows its spots as faint discs (legacy arrays): a witness of the positions
 * that knows neither tissue nor expression, and far more exact. The array of the given positions is continued beyond the tissue; around
 * each place on bare glass the disc is looked for; and the move on which more than half of them agree is the displacement. Columns and
 * rows were not printed evenly: along x only discs of columns that have spots are measured, along y those of such rows.
 */
final class PrintedSpots {
    /** Columns and rows beyond those of the spots. */
    private static final int BEYOND = 6;
    /** How far from its place a disc is looked for: farther, it would be its neighbour's. */
    private static final double REACH_PITCHES = 0.45;
    /** Half edges of two squares, in radii: one about as large as the disc, and one around it. */
    private static final double INNER = 0.85;

    private static final double OUTER = 1.5;
    private static final int LEAST_PLACES = 50;
    /** Of a radius: discs within it of where a move puts them agree with it, twice as far where printing is not known. */
    private static final double AGREE_RADII = 0.5;

    private static final double MOST = 0.5;
    private static final double MOST_DEGREES = 4;
    private static final double DEGREES = 0.1;
    private static final int REFINEMENTS = 4;
    private static final int REPLICATES = 100;
    private static final long SEED = 7;

    /**
     * A place on bare glass, seen from the middle of the spots, and by how much its disc lies aside.
     *
     * @param knownX whether its column has spots. @param knownY whether its row has
     */
    private record Disc(double x, double y, double dx, double dy, int column, boolean knownX, boolean knownY) {}

    private final SpotLayout spots;
    private final double pitch;
    private final double middleX;
    private final double middleY;

    private PrintedSpots(SpotLayout spots) {
        this.spots = spots;
        pitch = spots.pitchPx();
        int[] tissue = spots.tissueSpots();
        middleX = IntStream.of(tissue).mapToDouble(s -> spots.x()[s]).average().orElse(0);
        middleY = IntStream.of(tissue).mapToDouble(s -> spots.y()[s]).average().orElse(0);
    }

    /**
     * @param spots in pixels of the image
     * @param image a thumbnail will do
     * @return in pixels of the image; empty where no printed spots are seen
     */
    static Optional<Displacement> displacement(SpotLayout spots, ArrayPlaces places, RgbImage image, TissueMask mask) {
        PrintedSpots printed = new PrintedSpots(spots);
        if (!(printed.pitch > 0)) {
            return Optional.empty();
        }
        List<Disc> discs = printed.discs(places, image, mask);
        double[] move = printed.agreed(discs);
        List<Disc> agreeing = printed.agreeing(discs, move);
        boolean isSeen = discs.size() >= LEAST_PLACES && agreeing.size() > MOST * printed.reached(discs, move);
        return isSeen ? Optional.of(printed.displacement(agreeing)) : Optional.empty();
    }

    private List<Disc> discs(ArrayPlaces places, RgbImage image, TissueMask mask) {
        ArrayPlaces.Grid gridX = places.continued(spots.x());
        ArrayPlaces.Grid gridY = places.continued(spots.y());
        int reach = (int) Math.floor(REACH_PITCHES * pitch);
        Squares red = Squares.ofRed(image);
        Squares tissue = Squares.of(mask);
        int inner = (int) Math.max(1, Math.round(INNER * spots.radiusPx()));
        int outer = (int) Math.max(inner + 1, Math.round(OUTER * spots.radiusPx()));
        int[] columns = range(places.column());
        int[] rows = range(places.row());
        List<Disc> discs = new ArrayList<>();
        Set<Integer> ownColumns = Arrays.stream(places.column()).boxed().collect(Collectors.toSet());
        Set<Integer> ownRows = Arrays.stream(places.row()).boxed().collect(Collectors.toSet());
        for (int c = columns[0] - BEYOND; c <= columns[1] + BEYOND; c++) {
            for (int r = rows[0] - BEYOND; r <= rows[1] + BEYOND; r++) {
                boolean knownX = ownColumns.contains(c);
                boolean knownY = ownRows.contains(r);
                double x = gridX.at(c, r);
                double y = gridY.at(c, r);
                int px = (int) Math.floor(x);
                int py = (int) Math.floor(y);
                int around = reach + outer;
                if ((knownX || knownY) && red.holds(px, py, around) && tissue.sum(px, py, around) == 0) {
                    int[] found = darkest(red, px, py, reach, inner, outer);
                    // a pixel's middle is half a pixel from its corner
                    discs.add(new Disc(
                            x - middleX, y - middleY, found[0] + 0.5 - x, found[1] + 0.5 - y, c, knownX, knownY));
                }
            }
        }
        return discs;
    }

    private static int[] range(int[] numbers) {
        return new int[] {
            Arrays.stream(numbers).min().orElse(0), Arrays.stream(numbers).max().orElse(0)
        };
    }

    /** Where a square is darkest in red against the frame around it. */
    private static int[] darkest(Squares red, int px, int py, int reach, int inner, int outer) {
        double innerArea = (2.0 * inner + 1) * (2 * inner + 1);
        double frameArea = (2.0 * outer + 1) * (2 * outer + 1) - innerArea;
        int[] darkest = {px, py};
        double most = Double.NEGATIVE_INFINITY;
        for (int y = py - reach; y <= py + reach; y++) {
            for (int x = px - reach; x <= px + reach; x++) {
                double sum = red.sum(x, y, inner);
                double contrast = (red.sum(x, y, outer) - sum) / frameArea - sum / innerArea;
                if (contrast > most) {
                    most = contrast;
                    darkest = new int[] {x, y};
                }
            }
        }
        return darkest;
    }

    /** {dx, dy, turn in radians} on which most discs agree. */
    private double[] agreed(List<Disc> discs) {
        double[] best = new double[3];
        int most = -1;
        for (double degrees = -MOST_DEGREES; degrees <= MOST_DEGREES; degrees += DEGREES) {
            double turn = Math.toRadians(degrees);
            double[] move = {
                median(discs.stream().mapToDouble(d -> d.dx + turn * d.y).toArray()),
                median(discs.stream().mapToDouble(d -> d.dy - turn * d.x).toArray()),
                turn
            };
            int agreeing = agreeing(discs, move).size();
            if (agreeing > most) {
                most = agreeing;
                best = move;
            }
        }
        for (int i = 0; i < REFINEMENTS && most > 2; i++) {
            best = fitted(agreeing(discs, best));
        }
        return best;
    }

    private List<Disc> agreeing(List<Disc> discs, double[] move) {
        return discs.stream()
                .filter(d -> agrees(d.dx - aside(d, move)[0], d.knownX) && agrees(d.dy - aside(d, move)[1], d.knownY))
                .toList();
    }

    private boolean agrees(double left, boolean known) {
        return Math.abs(left) < AGREE_RADII * spots.radiusPx() * (known ? 1 : 2);
    }

    /** How many places' discs the move leaves where they were looked for. */
    private long reached(List<Disc> discs, double[] move) {
        double reach = REACH_PITCHES * pitch;
        return discs.stream()
                .filter(d -> Math.abs(aside(d, move)[0]) < reach && Math.abs(aside(d, move)[1]) < reach)
                .count();
    }

    private static double[] aside(Disc disc, double[] move) {
        return new double[] {move[0] - move[2] * disc.y, move[1] + move[2] * disc.x};
    }

    /** Least squares of a small rigid move. */
    private static double[] fitted(List<Disc> discs) {
        double[][] products = new double[3][3];
        double[] sums = new double[3];
        for (Disc disc : discs) {
            double[] alongX = {1, 0, -disc.y, disc.dx};
            double[] alongY = {0, 1, disc.x, disc.dy};
            for (double[] row : disc.knownX && disc.knownY
                    ? new double[][] {alongX, alongY}
                    : new double[][] {disc.knownX ? alongX : alongY}) {
                for (int i = 0; i < 3; i++) {
                    sums[i] += row[i] * row[3];
                    for (int j = 0; j <= i; j++) {
                        products[i][j] += row[i] * row[j];
                    }
                }
            }
        }
        return Cholesky.solve(products, sums);
    }

    private Displacement displacement(List<Disc> discs) {
        double radius = Math.sqrt(IntStream.of(spots.tissueSpots())
                .mapToDouble(s -> Math.pow(spots.x()[s] - middleX, 2) + Math.pow(spots.y()[s] - middleY, 2))
                .average()
                .orElse(1));
        double[] best = inPitches(fitted(discs), radius);
        List<List<Disc>> columns = new ArrayList<>(
                discs.stream().collect(Collectors.groupingBy(Disc::column)).values());
        Random random = new Random(SEED);
        double[][] replicates = new double[REPLICATES][];
        for (int i = 0; i < REPLICATES; i++) {
            List<Disc> drawn = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                drawn.addAll(columns.get(random.nextInt(columns.size())));
            }
            replicates[i] = inPitches(fitted(drawn), radius);
        }
        return DisplacementSearch.displacement(Displacement.Witness.PRINTED_SPOTS, best, replicates, pitch, radius);
    }

    private double[] inPitches(double[] move, double radius) {
        return new double[] {move[0] / pitch, move[1] / pitch, move[2] * radius / pitch};
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values.length == 0 ? 0 : values[values.length / 2];
    }

    /** Sums over squares of an image, at once. */
    private record Squares(int width, int height, double[] sums) {
        static Squares ofRed(RgbImage image) {
            Squares squares = empty(image.width(), image.height());
            return squares.filled(i -> image.pixels()[i * RgbImage.CHANNELS] & 0xff);
        }

        static Squares of(TissueMask mask) {
            return empty(mask.width(), mask.height()).filled(i -> mask.tissue().get(i) ? 1 : 0);
        }

        private static Squares empty(int width, int height) {
            return new Squares(width, height, new double[(width + 1) * (height + 1)]);
        }

        private Squares filled(java.util.function.IntToDoubleFunction pixel) {
            for (int y = 0; y < height; y++) {
                double row = 0;
                for (int x = 0; x < width; x++) {
                    row += pixel.applyAsDouble(y * width + x);
                    sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
                }
            }
            return this;
        }

        boolean holds(int x, int y, int half) {
            return x >= half && y >= half && x + half < width && y + half < height;
        }

        /** Of the pixels up to {@code half} from this one. */
        double sum(int x, int y, int half) {
            int top = (y - half) * (width + 1);
            int bottom = (y + half + 1) * (width + 1);
            return sums[bottom + x + half + 1]
                    - sums[bottom + x - half]
                    - sums[top + x + half + 1]
                    + sums[top + x - half];
        }
    }
}
