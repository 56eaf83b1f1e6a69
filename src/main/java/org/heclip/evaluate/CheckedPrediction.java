package org.heclip.evaluate;

import org.heclip.evaluate.LeakAudit.Check;

/**
 * Row of {@code leaks.tsv}: one way in which a held-out section could have reached the model that predicts it, by the model's card.
 *
 * @param detail null when there is nothing to tell
 */
public record CheckedPrediction(
        String model, String protocol, String fold, String section, String check, boolean passed, String detail) {
    public static CheckedPrediction of(PredictedSection.Origin origin, Check check) {
        return new CheckedPrediction(
                origin.model(),
                origin.protocol(),
                origin.fold(),
                origin.section(),
                check.what(),
                check.passed(),
                check.detail().isEmpty() ? null : check.detail());
    }
}
