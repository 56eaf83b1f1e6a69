package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.fold.Folds.Given;

/** A given split (docs/steps.md). */
final class SplitFile {
    private static final List<String> ROLES = List.of("train", "validation", "test");

    private SplitFile() {}

    /** A row of the table. */
    record Row(String fold, String section, String role) {}

    /** The YAML form. */
    record Document(List<Given> folds) {}

    /** @throws InputException for no file, another format, or a role that is none */
    static List<Given> read(Path file) {
        if (file == null) {
            throw new InputException("--file", "value", "found nothing, expected a split file for --split file");
        }
        List<Given> folds = file.toString().matches(".*\\.ya?ml")
                ? RecordYaml.read(file, Document.class).folds()
                : fromRows(file, RecordTsv.read(file, Row.class));
        if (folds == null || folds.isEmpty()) {
            throw new InputException(file, "folds", "found none, expected one or more");
        }
        return folds.stream()
                .map(fold -> new Given(
                        required(file, "id", fold.id()),
                        sections(fold.train()),
                        sections(fold.validation()),
                        sections(fold.test())))
                .toList();
    }

    private static List<Given> fromRows(Path file, List<Row> rows) {
        Map<String, Map<String, List<String>>> folds = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!ROLES.contains(row.role())) {
                throw new InputException(file, "role", "found '" + row.role() + "', expected one of " + ROLES);
            }
            folds.computeIfAbsent(required(file, "fold", row.fold()), id -> new LinkedHashMap<>())
                    .computeIfAbsent(row.role(), role -> new ArrayList<>())
                    .add(required(file, "section", row.section()));
        }
        List<Given> given = new ArrayList<>();
        folds.forEach((id, roles) ->
                given.add(new Given(id, roles.get("train"), roles.get("validation"), roles.get("test"))));
        return given;
    }

    private static List<String> sections(List<String> names) {
        return names == null ? List.of() : names;
    }

    private static String required(Path file, String key, String value) {
        if (value == null || value.isBlank()) {
            throw new InputException(file, key, "found nothing, expected a name");
        }
        return value;
    }
}
