package org.heclip.align;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.heclip.slide.TissueMask;

/**
 * Whether the spots lie on the tissue the way they are given, or would lie on it better in another of eight orientations. Two
 * witnesses: the outline, by the Jaccard index of the tissue and of the area that the spots in tissue stand for (discs of 0.6
 * spot distances, which leave no gaps), and the expression, by how much better the image explains it. A round or a symmetric
 * piece is told by the second alone.
 *
 * @param scores Jaccard index of each orientation, 0 to 1
 * @param best what the witnesses agree on; the outline's, where the expression's favourite is another but it too prefers the
 *     outline's to the given one; as given, when neither is clear or they contradict each other
 * @param margin of the outline: the best score less the second best
 * @param lead of the expression: by how many standard deviations of chance the best orientation but the given one beats the given
 *     one; below 0 when the given one is best; not a number where expression was not looked at
 */
public record OrientationCheck(Map<Orientation, Double> scores, Orientation best, double margin, double lead) {
    /** Discs of this radius around points of a square or hexagonal grid come close to covering the plane. */
    private static final double REACH_PITCHES = 0.6;
    /** A lead of the outline that sections of real tissue with right positions were never seen to reach. */
    private static final double CLEAR_LEAD = 0.10;
    /** A lead of the expression that chance reaches in less than one section in ten thousand, seven orientations together. */
    private static final double CLEAR_DEVIATIONS = 4.5;

    /**
     * @param spots in pixels of the mask, at least two of them in tissue
     * @param expression what it says of the same spots
     */
    public static OrientationCheck of(SpotLayout spots, TissueMask mask, Optional<ExpressionCheck> expression) {
        Map<Orientation, Double> scores = new EnumMap<>(Orientation.class);
        for (Orientation orientation : Orientation.values()) {
            SpotLayout turned = spots.turned(orientation, mask.width(), mask.height());
            int[] tissue = turned.tissueSpots();
            double[] x = Arrays.stream(tissue).mapToDouble(s -> turned.x()[s]).toArray();
            double[] y = Arrays.stream(tissue).mapToDouble(s -> turned.y()[s]).toArray();
            scores.put(orientation, TissueOverlap.jaccard(x, y, spots.pitchPx() * REACH_PITCHES, mask));
        }
        return of(scores, expression);
    }

    static OrientationCheck of(Map<Orientation, Double> scores, Optional<ExpressionCheck> expression) {
        Orientation outline = highest(scores);
        double margin = scores.get(outline) - second(scores, outline);
        double lead = expression.map(OrientationCheck::lead).orElse(Double.NaN);
        Optional<Orientation> explained = expression.map(e -> highest(e.evidence()));
        boolean outlineIsClear = scores.get(outline) - scores.get(Orientation.AS_GIVEN) >= CLEAR_LEAD;
        Orientation best = Orientation.AS_GIVEN;
        if (lead >= CLEAR_DEVIATIONS) {
            // the outline may not tell, but must not contradict
            Orientation other = explained.get();
            if (scores.get(other) > scores.get(outline) - CLEAR_LEAD) {
                best = other;
            } else if (outlineIsClear && expression.get().evidence().get(outline) > 0) {
                // they name different ones, but neither believes the given one, and expression too prefers the
                // outline's
                best = outline;
            }
        } else if (outlineIsClear && !(lead <= -CLEAR_DEVIATIONS)) {
            best = outline;
        }
        return new OrientationCheck(scores, best, margin, lead);
    }

    private static double lead(ExpressionCheck expression) {
        return second(expression.evidence(), Orientation.AS_GIVEN) / expression.noise();
    }

    /** The first of the highest, so that the one given wins a tie. */
    private static Orientation highest(Map<Orientation, Double> values) {
        Orientation highest = Orientation.AS_GIVEN;
        for (Orientation orientation : Orientation.values()) {
            highest = values.get(orientation) > values.get(highest) ? orientation : highest;
        }
        return highest;
    }

    /** The highest but this one's. */
    private static double second(Map<Orientation, Double> values, Orientation but) {
        return values.entrySet().stream()
                .filter(e -> e.getKey() != but)
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Jaccard index of the best orientation. */
    public double score() {
        return scores.get(best);
    }

    /** Whether another orientation fits clearly better than the one given. */
    public boolean isDoubtful() {
        return best != Orientation.AS_GIVEN;
    }
}
