package org.heclip.align;

import java.util.Locale;

/**
 * By how much all spots of a section seem to lie beside their places: where their expression fits the image best, or where the
 * array's printed spots are seen. The move is what would put them right; angles turn clockwise.
 *
 * @param witness who says so
 * @param shiftX in pixels of the image, with its interval
 * @param shiftY in pixels of the image
 * @param turn in degrees about the middle of the spots
 * @param rmsPx root mean square of what the spots in tissue would move by
 * @param limitPx what {@code rmsPx} must exceed to be worth a word
 * @param probability of such an estimate when the spots lie right (Wald's test with the bootstrap's covariance, three degrees
 *     of freedom), or when the image shows nothing of the expression (likelihood ratio, times the moves tried), whichever is higher
 */
public record Displacement(
        Witness witness,
        Estimate shiftX,
        Estimate shiftY,
        Estimate turn,
        double rmsPx,
        double limitPx,
        double probability) {
    /** What a displacement is seen by. */
    public enum Witness {
        EXPRESSION("expression", "expression fits the image better"),
        /** Of the array itself, on bare glass: as exact as the image is. */
        PRINTED_SPOTS("printed_spots", "the array's printed spots are seen on bare glass");

        private final String label;
        private final String sentence;

        Witness(String label, String sentence) {
            this.label = label;
            this.sentence = sentence;
        }

        /** The name in files. */
        public String label() {
            return label;
        }

        /** What is so with all spots moved by the displacement. */
        public String sentence() {
            return sentence;
        }
    }

    /** One section in a thousand that lies right may be called displaced: a core facility sees hundreds. */
    static final double SIGNIFICANCE = 0.001;

    /**
     * A figure with a 95 % interval.
     *
     * @param low 2.5th percentile of the bootstrap
     * @param high 97.5th percentile of the bootstrap
     */
    public record Estimate(double value, double low, double high) {
        Estimate times(double factor) {
            return new Estimate(value * factor, low * factor, high * factor);
        }
    }

    /** With no lower a probability than this. */
    Displacement atLeast(double other) {
        return new Displacement(witness, shiftX, shiftY, turn, rmsPx, limitPx, Math.max(probability, other));
    }

    /** Whether the spots lie beside their places beyond doubt, and by enough to matter. */
    public boolean isDetected() {
        return probability < SIGNIFICANCE && rmsPx > limitPx;
    }

    /** The same in pixels of another scale of the image. */
    public Displacement scaled(double factor) {
        return new Displacement(
                witness,
                shiftX.times(factor),
                shiftY.times(factor),
                turn,
                rmsPx * factor,
                limitPx * factor,
                probability);
    }

    /** A sentence for the user. */
    String warning() {
        return String.format(
                Locale.ROOT,
                "%s with all spots moved by (%.0f, %.0f) pixels of the image [%.0f to %.0f,"
                        + " %.0f to %.0f] and turned by %.2f degrees [%.2f to %.2f], %.0f pixels on average [probability by chance %.1g]; positions were"
                        + " not changed",
                witness.sentence(),
                shiftX.value(),
                shiftY.value(),
                shiftX.low(),
                shiftX.high(),
                shiftY.low(),
                shiftY.high(),
                turn.value(),
                turn.low(),
                turn.high(),
                rmsPx,
                probability);
    }
}
