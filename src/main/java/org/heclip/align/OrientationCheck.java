package org.heclip.align;

import java.util.EnumMap;
import java.util.Map;
import org.heclip.slide.TissueMask;

/**
 * Whether the spots lie on the tissue the way they are given, or would lie on it better in another of eight orientations.
 * The score of an orientation is the Jaccard index of the tissue and of the area that the spots in tissue stand for (discs of
 * 0.6 spot distances, which leave no gaps). Nothing is ever turned: a wrong orientation is the user's to put right.
 *
 * @param scores of each orientation, 0 to 1
 * @param best the orientation of the highest score; as given, when it ties
 * @param margin the best score less the second best
 */
public record OrientationCheck(Map<Orientation, Double> scores, Orientation best, double margin) {
    /** Discs of this radius around points of a square or hexagonal grid come close to covering the plane. */
    private static final double REACH_PITCHES = 0.6;
    /** A lead that sections of real tissue with right positions were never seen to reach. */
    private static final double CLEAR_LEAD = 0.10;

    /** @param spots in pixels of the mask, at least two of them in tissue */
    public static OrientationCheck of(SpotLayout spots, TissueMask mask) {
        int[] tissue = spots.tissueSpots();
        double reach = spots.pitchPx() * REACH_PITCHES;
        Map<Orientation, Double> scores = new EnumMap<>(Orientation.class);
        for (Orientation orientation : Orientation.values()) {
            double[] x = new double[tissue.length];
            double[] y = new double[tissue.length];
            for (int i = 0; i < tissue.length; i++) {
                double oldX = spots.x()[tissue[i]];
                double oldY = spots.y()[tissue[i]];
                x[i] = orientation.x(oldX, oldY, mask.width());
                y[i] = orientation.y(oldX, oldY, mask.height());
            }
            scores.put(orientation, TissueOverlap.jaccard(x, y, reach, mask));
        }
        return of(scores);
    }

    private static OrientationCheck of(Map<Orientation, Double> scores) {
        Orientation best = Orientation.AS_GIVEN;
        double second = 0;
        for (Orientation orientation : Orientation.values()) {
            if (scores.get(orientation) > scores.get(best)) {
                best = orientation;
            }
        }
        for (Orientation orientation : Orientation.values()) {
            if (orientation != best) {
                second = Math.max(second, scores.get(orientation));
            }
        }
        return new OrientationCheck(scores, best, scores.get(best) - second);
    }

    /** Score of the best orientation. */
    public double score() {
        return scores.get(best);
    }

    /** Whether another orientation fits clearly better than the one given. */
    public boolean isDoubtful() {
        return scores.get(best) - scores.get(Orientation.AS_GIVEN) >= CLEAR_LEAD;
    }
}
