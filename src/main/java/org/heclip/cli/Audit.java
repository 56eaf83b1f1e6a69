package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heclip.config.RecordTsv;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.evaluate.FoldAudit;
import org.heclip.evaluate.FoldAudit.Result;
import org.heclip.evaluate.FoldAudit.Verdict;
import org.heclip.fold.Fold;
import org.heclip.fold.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Looks in the files of a fold for ways in which its test sections could have reached training."
                + " A finding in an honest fold is an error.")
final class Audit extends Step {
    @Option(names = "--fold", required = true, paramLabel = "YAML", description = "As split wrote it.")
    private Path fold;

    @Option(
            names = "--sections",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "All sections of the fold.")
    private List<Path> sections;

    @Option(
            names = "--tiles",
            arity = "1..*",
            paramLabel = "H5AD",
            showDefaultValue = Visibility.NEVER,
            description = "Their tiles: looked at for near-duplicates.")
    private List<Path> tiles = List.of();

    @Option(
            names = "--models",
            arity = "1..*",
            paramLabel = "DIR",
            showDefaultValue = Visibility.NEVER,
            description = "Models of the fold: what was fitted to what.")
    private List<Path> models = List.of();

    @Option(names = "--output", required = true, paramLabel = "TSV", description = "The checks and how they went.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Audit(), args);
    }

    /** A row of the table; {@code model} is empty for checks of the data. */
    record Row(String protocol, String fold, String model, String check, Verdict verdict, String detail) {}

    @Override
    protected void run() {
        Fold who = RecordYaml.read(fold, Fold.class);
        List<ModelDescription> described =
                models.stream().map(ModelDescription::read).toList();
        AuditedFiles files = AuditedFiles.read(who, sections, tiles, described);
        List<Row> rows = new ArrayList<>();
        FoldAudit audit = new FoldAudit(files.training(), files.validation(), files.test(), who.wholePatients());
        audit.results().forEach(result -> rows.add(row(who, null, result)));
        for (ModelDescription model : described) {
            files.fitted(model).forEach(result -> rows.add(row(who, model.card().model(), result)));
        }
        RecordTsv.write(output, Row.class, rows);
        if (who.protocol().equals(Protocol.HONEST.id())) {
            rows.stream()
                    .filter(row -> row.verdict() == Verdict.FINDING)
                    .findFirst()
                    .ifPresent(row -> {
                        throw new InputException(
                                "fold " + who.id(),
                                row.model() == null ? row.check() : row.check() + " of model " + row.model(),
                                "found a leak: " + row.detail() + ", expected none under the honest protocol");
                    });
        }
    }

    private static Row row(Fold who, String model, Result result) {
        return new Row(who.protocol(), who.id(), model, result.check(), result.verdict(), result.detail());
    }
}
