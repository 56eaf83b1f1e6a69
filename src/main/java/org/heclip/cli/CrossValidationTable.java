package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heclip.bundle.BundleCard.CrossValidation;
import org.heclip.bundle.ExpectedPcc;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.evaluate.GeneScore;

/** {@code genes.tsv} of a cross-validation, the rows of one model. */
record CrossValidationTable(List<GeneScore> rows) {
    static CrossValidationTable read(Path file, String model) {
        List<GeneScore> rows = RecordTsv.read(file, GeneScore.class).stream()
                .filter(row -> row.model().equals(model) && row.protocol().equals("honest"))
                .toList();
        if (rows.isEmpty()) {
            throw new InputException(
                    file,
                    "model",
                    "found no row of '" + model + "' with protocol honest, expected its cross-validation");
        }
        return new CrossValidationTable(rows);
    }

    /** For each gene of the panel, in its order. */
    List<ExpectedPcc> expected(List<PanelRow> panel) {
        Map<String, List<ExpectedPcc.Held>> held = new HashMap<>();
        for (GeneScore row : rows) {
            held.computeIfAbsent(row.gene(), gene -> new ArrayList<>())
                    .add(new ExpectedPcc.Held(row.pcc(), row.ciLow(), row.ciHigh()));
        }
        return panel.stream()
                .map(row -> ExpectedPcc.of(row.gene(), held.getOrDefault(row.gene(), List.of())))
                .toList();
    }

    CrossValidation summary(List<ExpectedPcc> expected) {
        double mean = expected.stream()
                .map(ExpectedPcc::expectedPcc)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        return new CrossValidation(
                (int) rows.stream().map(GeneScore::fold).distinct().count(),
                (int) rows.stream().map(GeneScore::section).distinct().count(),
                Double.isNaN(mean) ? null : mean,
                (int) expected.stream().filter(ExpectedPcc::reliable).count());
    }
}
