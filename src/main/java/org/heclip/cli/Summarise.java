package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heclip.config.RecordTsv;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedDifferences;
import org.heclip.evaluate.PairedScore;
import org.heclip.evaluate.PanelScore;
import org.heclip.evaluate.ReplicateScore;
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
            description = "Seed of the resamples of genes behind the paired differences.")
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
        // stable: the genes and panels of an evaluation keep their order
        genes.sort(Comparator.comparing(GeneScore::protocol)
                .thenComparing(GeneScore::model)
                .thenComparing(GeneScore::fold)
                .thenComparing(GeneScore::section));
        panels.sort(Comparator.comparing(PanelScore::protocol)
                .thenComparing(PanelScore::model)
                .thenComparing(PanelScore::fold)
                .thenComparing(PanelScore::section));
        RecordTsv.write(output.resolve("summary.tsv"), SummaryScore.class, Summary.of(panels, replicates));
        RecordTsv.write(output.resolve("paired.tsv"), PairedScore.class, PairedDifferences.of(genes, seed));
        RecordTsv.write(output.resolve("genes.tsv"), GeneScore.class, genes);
    }

    private <R extends Record> List<R> all(String table, Class<R> type) {
        List<R> rows = new ArrayList<>();
        evaluations.forEach(folder -> rows.addAll(RecordTsv.read(folder.resolve(table), type)));
        return rows;
    }
}
