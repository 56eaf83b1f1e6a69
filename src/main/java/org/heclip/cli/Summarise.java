package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import org.heclip.config.RecordTsv;
import org.heclip.evaluate.Calibration;
import org.heclip.evaluate.CheckedPrediction;
import org.heclip.evaluate.Domains;
import org.heclip.evaluate.FigureMeans;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.PairedDifferences;
import org.heclip.evaluate.PairedScore;
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
        Evaluations all = Evaluations.open(evaluations);
        RecordTsv.write(
                output.resolve("summary.tsv"),
                SummaryScore.class,
                Summary.of(all.panels(), all.tables("replicates.tsv", ReplicateScore.class), seed));
        FigureMeans figures = new FigureMeans();
        all.tables("genes.tsv", GeneScore.class).forEach(figures::add);
        RecordTsv.write(output.resolve("figures.tsv"), FigureMeans.Mean.class, figures.rows());
        PairedDifferences paired = new PairedDifferences();
        all.bySection("genes.tsv", GeneScore.class, paired::add);
        RecordTsv.write(output.resolve("paired.tsv"), PairedScore.class, paired.rows(seed));
        copy(all, "calibration.tsv", Calibration.Level.class);
        copy(all, "domains.tsv", Domains.Score.class);
        copy(all, "leaks.tsv", CheckedPrediction.class);
        copy(all, "spots.tsv", SpotScore.class);
        copy(all, "genes.tsv", GeneScore.class);
    }

    private <R extends Record> void copy(Evaluations all, String table, Class<R> type) {
        RecordTsv.write(output.resolve(table), type, all.rows(table, type));
    }
}
