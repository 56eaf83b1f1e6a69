package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.LeakAudit.Check;
import org.heclip.evaluate.LeakAudit.KnownSection;
import org.heclip.evaluate.PredictedSection;
import org.heclip.fold.SplitScheme;

/** Brings a prediction and its model card before the leak audit. */
final class Audit {
    private Audit() {}

    /** @throws InputException when prediction and card are not of one model */
    static List<Check> of(Path path, PredictionFile file, PredictedSection section, ModelCardFile card) {
        Map<String, String> expected = Map.of(
                "model", card.text("model"),
                "protocol", card.text("protocol"),
                "fold", card.text("fold"));
        expected.forEach((key, value) -> {
            if (!file.text(key).equals(value)) {
                throw new InputException(
                        path,
                        "uns/heclip/" + key,
                        "found '" + file.text(key) + "', expected '" + value + "' as in the model card");
            }
        });
        return LeakAudit.check(
                new KnownSection(section.origin().section(), file.text("patient"), file.textOrEmpty("image_sha256")),
                card.training(),
                card.text("scheme").equals(SplitScheme.LEAVE_ONE_PATIENT_OUT.id()),
                section.measured(),
                section.predicted());
    }
}
