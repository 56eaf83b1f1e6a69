package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.evaluate.LeakAudit;
import org.heclip.evaluate.LeakAudit.Check;
import org.heclip.evaluate.LeakAudit.KnownSection;
import org.heclip.evaluate.PredictedSection;
import org.heclip.fold.SplitScheme;

/** Brings one prediction and its model card before the leak audit; {@link Audit} looks at the data of a whole fold. */
final class CardAudit {
    private CardAudit() {}

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
        String scheme = card.text("scheme");
        boolean wholePatients =
                scheme.equals(SplitScheme.LEAVE_ONE_PATIENT_OUT.id()) || scheme.equals(SplitScheme.K_FOLD.id());
        // blocks of one section share its image by design; their spots are the fold's and audited with it
        String image = scheme.equals(SplitScheme.SPATIAL_BLOCKS.id()) ? "" : file.textOrEmpty("image_sha256");
        String heldOut = section.origin().section();
        List<Check> checks = new ArrayList<>(LeakAudit.check(
                new KnownSection(heldOut, file.text("patient"), image),
                card.training(),
                wholePatients,
                section.measured(),
                section.predicted()));
        List<String> fitted = card.fittedOn(heldOut);
        checks.add(new Check(
                "section had no part in what was fitted",
                fitted.isEmpty(),
                fitted.isEmpty() ? "" : "the model card says that it had a part in: " + String.join(", ", fitted)));
        return checks;
    }
}
