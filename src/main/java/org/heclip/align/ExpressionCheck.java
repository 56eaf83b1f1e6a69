package org.heclip.align;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Normalisation;
import org.heclip.slide.CellGrid;

/**
 * What the expression says of the spots' places: how well the image explains it in each orientation, and with which small move
 * best.
 *
 * @param evidence of each orientation: twice its log-likelihood less that of the positions as given
 * @param noise standard deviation of such a difference when the image tells nothing
 * @param displacement from the positions as given
 */
public record ExpressionCheck(Map<Orientation, Double> evidence, double noise, Displacement displacement) {
    private static final int LEAST_SPOTS = 50;
    private static final int MOST_SPOTS = 1500;
    private static final int MOST_BLOCKS = 40;
    private static final double BLOCK_PITCHES = 2;
    /** In median absolute deviations of log total counts. */
    private static final double OUTLYING = 5;

    private static final long SEED = 7;

    /**
     * @param spots in pixels of the image
     * @param counts raw, of the same spots
     * @param width of the image
     * @param height of the image
     * @return empty where too few spots have counts
     */
    public static java.util.Optional<ExpressionCheck> of(
            SpotLayout spots, ExpressionMatrix counts, CellGrid cells, double width, double height) {
        int[] chosen = chosen(spots, counts);
        double pitch = spots.pitchPx();
        if (chosen.length < LEAST_SPOTS || !(pitch > 0)) {
            return java.util.Optional.empty();
        }
        double[] x = Arrays.stream(chosen).mapToDouble(s -> spots.x()[s]).toArray();
        double[] y = Arrays.stream(chosen).mapToDouble(s -> spots.y()[s]).toArray();
        double[][] traits = SpotTraits.of(counts.selectRows(chosen));
        StainMaps maps = StainMaps.of(cells, spots.radiusPx());
        TraitFit fit = TraitFit.of(maps, traits, x, y, blocks(x, y, pitch));
        Map<Orientation, Double> evidence = new EnumMap<>(Orientation.class);
        for (Orientation orientation : Orientation.values()) {
            evidence.put(orientation, 2 * height(fit, orientation, x, y, width, height));
        }
        double given = evidence.get(Orientation.AS_GIVEN);
        evidence.replaceAll((orientation, value) -> value - given);
        double noise = Math.sqrt(4.0 * maps.figures() * fit.traitCount());
        return java.util.Optional.of(
                new ExpressionCheck(evidence, noise, new DisplacementSearch(fit, x, y, pitch).displacement(SEED)));
    }

    private static double height(
            TraitFit fit, Orientation orientation, double[] x, double[] y, double width, double height) {
        double[] newX = new double[x.length];
        double[] newY = new double[x.length];
        for (int s = 0; s < newX.length; s++) {
            newX[s] = orientation.x(x[s], y[s], width);
            newY[s] = orientation.y(x[s], y[s], height);
        }
        return fit.at(newX, newY).logLikelihood();
    }

    /**
     * Spots in tissue with counts, but those with so few or many that they would be a component of their own; of many, some at
     * random.
     */
    private static int[] chosen(SpotLayout spots, ExpressionMatrix counts) {
        double[] totals = Normalisation.totals(counts);
        int[] counted =
                IntStream.of(spots.tissueSpots()).filter(s -> totals[s] > 0).toArray();
        double usual = median(IntStream.of(counted).mapToDouble(s -> Math.log(totals[s])));
        double away = median(IntStream.of(counted).mapToDouble(s -> Math.abs(Math.log(totals[s]) - usual)));
        List<Integer> all = IntStream.of(counted)
                .filter(s -> Math.abs(Math.log(totals[s]) - usual) <= OUTLYING * away)
                .boxed()
                .collect(Collectors.toList());
        Collections.shuffle(all, new Random(SEED));
        return all.stream()
                .limit(MOST_SPOTS)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** Squares of a few pitches, so many that a bootstrap has something to draw from. */
    private static int[] blocks(double[] x, double[] y, double pitch) {
        double left = Arrays.stream(x).min().orElse(0);
        double top = Arrays.stream(y).min().orElse(0);
        double across = Arrays.stream(x).max().orElse(0) - left;
        double down = Arrays.stream(y).max().orElse(0) - top;
        double edge = Math.max(BLOCK_PITCHES * pitch, Math.sqrt(across * down / MOST_BLOCKS));
        int columns = (int) (across / edge) + 1;
        int[] squares = IntStream.range(0, x.length)
                .map(s -> (int) ((y[s] - top) / edge) * columns + (int) ((x[s] - left) / edge))
                .toArray();
        int[] used = Arrays.stream(squares).distinct().sorted().toArray();
        return Arrays.stream(squares).map(b -> Arrays.binarySearch(used, b)).toArray();
    }
}
