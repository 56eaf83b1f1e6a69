package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.LeakAudit.Check;
import org.heclip.evaluate.PanelScore;
import org.heclip.evaluate.PredictedSection;
import org.heclip.evaluate.ReplicateScore;
import org.heclip.evaluate.SectionEvaluation;
import org.heclip.evaluate.SpotScore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Figures per gene, panel and spot of one held-out section: measured against predicted.")
final class Evaluate extends Step {
    @Option(
            names = "--prediction",
            required = true,
            paramLabel = "H5AD",
            description = "As predict writes it: X measured, layers/predicted, both log-normalised.")
    private Path prediction;

    @Option(
            names = "--model-card",
            required = true,
            paramLabel = "YAML",
            description = "The model's model.yml: the leak audit compares its training sections with the held-out one.")
    private Path modelCard;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "200",
            description = "Resamples of the spots for the intervals; 0 for none.")
    private int bootstrap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the resamples.")
    private long seed;

    @Option(
            names = "--markers",
            paramLabel = "FILE",
            description = "Gene symbols, one a line ('#' begins a comment): the panel 'markers'.")
    private Path markers;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Tissue domains that measurement and prediction are each clustered into; 0 for no comparison.")
    private int clusters;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the tables.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Evaluate(), args);
    }

    @Override
    protected void run() {
        if (bootstrap < 0) {
            throw new InputException("evaluate", "--bootstrap", "found " + bootstrap + ", expected 0 or more");
        }
        if (clusters < 0 || clusters == 1) {
            throw new InputException("evaluate", "--clusters", "found " + clusters + ", expected 0, or 2 or more");
        }
        PredictionFile file = PredictionFile.read(prediction);
        PredictedSection section = file.section();
        List<Check> checks = CardAudit.of(prediction, file, section, ModelCardFile.read(modelCard));
        refuseLeaks(checks, section);
        SectionEvaluation evaluation = SectionEvaluation.of(section, bootstrap, seed, markersAmong(section));
        List<Calibration.Level> levels = Calibration.of(
                section.origin(),
                section.measured(),
                section.predicted(),
                file.predictedSd(),
                file.measuredGenes(),
                file.intervals());
        RecordTsv.write(output.resolve("calibration.tsv"), Calibration.Level.class, levels);
        RecordTsv.write(
                output.resolve("domains.tsv"),
                Domains.Score.class,
                clusters == 0 ? List.of() : List.of(Domains.of(section, clusters, seed)));
        RecordTsv.write(
                output.resolve("leaks.tsv"),
                CheckedPrediction.class,
                checks.stream()
                        .map(check -> CheckedPrediction.of(section.origin(), check))
                        .toList());
        write(evaluation);
    }

    private void refuseLeaks(List<Check> checks, PredictedSection section) {
        checks.stream().filter(check -> !check.passed()).findFirst().ifPresent(check -> {
            String finding = "found a leak: " + check.detail() + ", expected that the " + check.what();
            if (section.origin().protocol().equals("honest")) {
                throw new InputException(
                        prediction, "section " + section.origin().section(), finding);
            }
            System.err.println("warning: " + prediction + ": " + finding);
        });
    }

    private void write(SectionEvaluation evaluation) {
        RecordTsv.write(output.resolve("genes.tsv"), GeneScore.class, evaluation.genes());
        RecordTsv.write(output.resolve("panels.tsv"), PanelScore.class, evaluation.panels());
        RecordTsv.write(output.resolve("replicates.tsv"), ReplicateScore.class, evaluation.replicates());
        RecordTsv.write(output.resolve("spots.tsv"), SpotScore.class, evaluation.spots());
    }

    private Set<String> markersAmong(PredictedSection section) {
        Set<String> names = new LinkedHashSet<>();
        if (markers != null) {
            for (String line : lines(markers)) {
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
            if (section.genes().stream().noneMatch(gene -> names.contains(gene.name()))) {
                throw new InputException(
                        markers,
                        "markers",
                        "found " + names.size() + " genes, none of them predicted, expected one or more that are");
            }
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException(file, "markers", "found no readable text: " + e, e);
        }
    }
}
