package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.heclip.config.RecordTsv;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.FigureMeans;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedDifferences;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PanelScore;
import org.heclip.evaluate.ReplicateScore;
import org.heclip.evaluate.SpotScore;
import org.heclip.evaluate.Summary;
import org.heclip.evaluate.SummaryScore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "summarise",
        description = "Evaluations put together: means by section, fold and overall; models compared gene by gene.")
final class Summarise extends Step {
    @Option(
            names = "--evaluations",
            required = true,
            arity = "1..*",
            paramLabel = "DIR",
            description = "Folders that evaluate wrote, in any order.")
    private List<Path> evaluations;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the resamples of genes (paired differences) and of sections (summary).")
    private long seed;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the tables.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Summarise(), args);
    }

    @Override
    protected void run() {
        List<GeneScore> genes = all("genes.tsv", GeneScore.class);
        List<PanelScore> panels = all("panels.tsv", PanelScore.class);
        List<ReplicateScore> replicates = all("replicates.tsv", ReplicateScore.class);
        List<SpotScore> spots = all("spots.tsv", SpotScore.class);
        List<Calibration.Level> levels = all("calibration.tsv", Calibration.Level.class);
        List<Domains.Score> domains = all("domains.tsv", Domains.Score.class);
        // stable: the genes and panels of an evaluation keep their order
        genes.sort(order(GeneScore::protocol, GeneScore::model, GeneScore::fold, GeneScore::section));
        panels.sort(order(PanelScore::protocol, PanelScore::model, PanelScore::fold, PanelScore::section));
        spots.sort(order(SpotScore::protocol, SpotScore::model, SpotScore::fold, SpotScore::section));
        levels.sort(order(
                Calibration.Level::protocol,
                Calibration.Level::model,
                Calibration.Level::fold,
                Calibration.Level::section));
        domains.sort(order(Domains.Score::protocol, Domains.Score::model, Domains.Score::fold, Domains.Score::section));
        RecordTsv.write(output.resolve("summary.tsv"), SummaryScore.class, Summary.of(panels, replicates, seed));
        RecordTsv.write(output.resolve("paired.tsv"), PairedScore.class, PairedDifferences.of(genes, seed));
        RecordTsv.write(output.resolve("figures.tsv"), FigureMeans.Mean.class, FigureMeans.of(genes));
        RecordTsv.write(output.resolve("calibration.tsv"), Calibration.Level.class, levels);
        RecordTsv.write(output.resolve("domains.tsv"), Domains.Score.class, domains);
        RecordTsv.write(output.resolve("spots.tsv"), SpotScore.class, spots);
        RecordTsv.write(output.resolve("genes.tsv"), GeneScore.class, genes);
    }

    private static <R> Comparator<R> order(
            Function<R, String> protocol,
            Function<R, String> model,
            Function<R, String> fold,
            Function<R, String> section) {
        return Comparator.comparing(protocol)
                .thenComparing(model)
                .thenComparing(fold)
                .thenComparing(section);
    }

    private <R extends Record> List<R> all(String table, Class<R> type) {
        List<R> rows = new ArrayList<>();
        evaluations.forEach(folder -> rows.addAll(RecordTsv.read(folder.resolve(table), type)));
        return rows;
    }
}
