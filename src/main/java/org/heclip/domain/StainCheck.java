package org.heclip.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;

/**
 * Whether tiles look like H&amp;E at all, from their colour statistics ({@code [tile][18]}: red, green, blue, each mean, sd, 5th,
 * 25th, 75th, 95th percentile, 0 to 255). Both stains take most of their light from green (Ruifrok and Johnston, Anal Quant
 * Cytol Histol 2001: haematoxylin 0.65, 0.70, 0.29; eosin 0.07, 0.99, 0.11), and the light comes from behind.
 */
public final class StainCheck {
    private static final int PER_CHANNEL = 6;
    private static final int SD = 1;
    private static final int P95 = 5;
    private static final double WHITE = 256;

    private static final double LEAST_SD = 4;
    private static final double DARK_P95 = 110;
    /** Below it a tile has too little stain for its hue to say anything. */
    private static final double LEAST_OD = 0.05;

    private static final double MOST = 0.5;
    private static final double LOW_QUANTILE = 0.005;

    private StainCheck() {}

    /**
     * What is wrong with most of the tiles, a sentence each.
     *
     * @param trainingOd range of green optical density over the training tiles, from {@link #range}
     */
    public static List<String> findings(DenseMatrix colour, double[] trainingOd) {
        List<String> findings = new ArrayList<>();
        foreign(colour).ifPresent(findings::add);
        double od = quantile(colour, s -> density(colour, s, 1), MOST);
        if (colour.rows() > 0 && (od < trainingOd[0] || od > trainingOd[1])) {
            findings.add(String.format(
                    Locale.ROOT,
                    "the stain is %s than in training (median optical density %.2f in green, training tiles %.2f to %.2f)",
                    od < trainingOd[0] ? "paler" : "darker",
                    od,
                    trainingOd[0],
                    trainingOd[1]));
        }
        return findings;
    }

    /** What most of the tiles are instead of H&amp;E in bright field; empty when they can be that. */
    public static Optional<String> foreign(DenseMatrix colour) {
        if (share(colour, s -> strongest(colour, s, SD) < LEAST_SD) > MOST) {
            return Optional.of("most tiles are of one colour: is this a blank slide, or out of focus?");
        } else if (share(colour, s -> strongest(colour, s, P95) < DARK_P95) > MOST) {
            return Optional.of("most tiles are dark all over: is this fluorescence instead of H&E in bright field?");
        } else if (share(colour, s -> isStained(colour, s) && !isGreenAbsorbed(colour, s)) > MOST) {
            return Optional.of(
                    "most tiles do not absorb green most, as haematoxylin and eosin do: another stain, or a photograph?");
        }
        return Optional.empty();
    }

    /** Range of green optical density that all but one per cent of the tiles lie in. */
    public static double[] range(DenseMatrix colour) {
        return new double[] {
            quantile(colour, s -> density(colour, s, 1), LOW_QUANTILE),
            quantile(colour, s -> density(colour, s, 1), 1 - LOW_QUANTILE)
        };
    }

    private static boolean isStained(DenseMatrix colour, int s) {
        return Math.max(density(colour, s, 0), Math.max(density(colour, s, 1), density(colour, s, 2))) > LEAST_OD;
    }

    private static boolean isGreenAbsorbed(DenseMatrix colour, int s) {
        return density(colour, s, 1) >= density(colour, s, 0) && density(colour, s, 1) >= density(colour, s, 2);
    }

    /** Of the mean, base 10. */
    private static double density(DenseMatrix colour, int s, int channel) {
        return -Math.log10((colour.get(s, channel * PER_CHANNEL) + 1) / WHITE);
    }

    private static double strongest(DenseMatrix colour, int s, int statistic) {
        return IntStream.range(0, 3)
                .mapToDouble(channel -> colour.get(s, channel * PER_CHANNEL + statistic))
                .max()
                .orElseThrow();
    }

    private static double share(DenseMatrix colour, IntPredicate holds) {
        return (double) IntStream.range(0, colour.rows()).filter(holds).count() / Math.max(1, colour.rows());
    }

    private static double quantile(DenseMatrix colour, IntToDoubleFunction figure, double part) {
        double[] values = IntStream.range(0, colour.rows()).mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values.length == 0 ? Double.NaN : values[(int) Math.round(part * (values.length - 1))];
    }
}
