package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.fold.Fold;
import org.heclip.fold.Folds;
import org.heclip.fold.SplitScheme;
import org.heclip.section.Patient;
import org.heclip.section.QcSummary;
import org.heclip.section.SectionId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "split", description = "Who learns and who is tested: folds that leave out whole patients or sections.")
final class Split extends Step {
    @Option(
            names = "--summaries",
            required = true,
            arity = "1..*",
            paramLabel = "TSV",
            description = "QC summaries, one row a section; sections that did not pass are left out.")
    private List<Path> summaries;

    @Option(
            names = "--split",
            paramLabel = "SCHEME",
            defaultValue = "AUTO",
            description = "${COMPLETION-CANDIDATES}; auto leaves out patients when there are two or more.")
    private SplitScheme split;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the folds, <fold>.yml each.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Split(), args);
    }

    @Override
    protected void run() {
        for (Fold fold : Folds.of(passedSections(), split)) {
            RecordYaml.write(output.resolve(fold.id() + ".yml"), fold);
        }
    }

    private Map<SectionId, Patient> passedSections() {
        Map<SectionId, Patient> patients = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        for (Path file : summaries) {
            for (QcSummary row : RecordTsv.read(file, QcSummary.class)) {
                if (seen.contains(row.section())) {
                    throw new InputException(file, "section " + row.section(), "found twice, expected once");
                }
                seen.add(row.section());
                if (row.passed()) {
                    put(patients, file, row);
                }
            }
        }
        return patients;
    }

    private static void put(Map<SectionId, Patient> patients, Path file, QcSummary row) {
        try {
            patients.put(new SectionId(row.section()), new Patient(row.patient() == null ? "" : row.patient()));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "section " + row.section(), e.getMessage(), e);
        }
    }
}
