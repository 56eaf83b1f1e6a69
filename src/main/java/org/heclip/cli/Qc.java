package org.heclip.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.qc.QcResult;
import org.heclip.qc.QcThresholds;
import org.heclip.section.QcSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "qc",
        description = "Metrics and thresholds of spots, genes and the whole section, as scanpy defines them.")
final class Qc extends Step {
    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section, raw counts in X.")
    private Path section;

    @Option(names = "--min-counts", defaultValue = "100", description = "Least total counts of a spot.")
    private int minCounts;

    @Option(names = "--min-genes", defaultValue = "50", description = "Least number of genes found in a spot.")
    private int minGenes;

    @Option(names = "--min-cells", defaultValue = "3", description = "Least number of spots in which a gene is found.")
    private int minCells;

    @Option(names = "--max-pct-mt", defaultValue = "100", description = "Highest mitochondrial share of a spot, in %%.")
    private double maxPctMt;

    @Option(names = "--min-spots", defaultValue = "50", description = "Least number of kept spots of a section.")
    private int minSpots;

    @Option(
            names = "--nmads",
            paramLabel = "N",
            description =
                    "Also leave out spots that lie more than N median absolute deviations from the section's median, in"
                            + " log1p_total_counts and log1p_n_genes_by_counts on either side, in pct_counts_mt above. Default: none.")
    private Double nmads;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "H5AD",
            description = "Written only when the section passes.")
    private Path output;

    @Option(names = "--summary", required = true, paramLabel = "TSV", description = "One row: passed or why not.")
    private Path summary;

    public static void main(String[] args) {
        Main.run(new Qc(), args);
    }

    @Override
    protected void run() {
        QcThresholds limits = thresholds();
        SectionFile input = SectionFile.read(section);
        AnnData data = input.data();
        QcResult result = QcResult.of(input.counts(), data.var().index(), input.inTissue(), limits);
        if (result.passed()) {
            H5ad.write(output, QcSection.of(data, result, limits));
        } else {
            System.err.println("warning: section " + input.section() + " FAILS quality control and is left out: "
                    + result.reason());
        }
        RecordTsv.write(summary, QcSummary.class, List.of(row(input, result)));
    }

    private QcThresholds thresholds() {
        try {
            return new QcThresholds(
                    minCounts,
                    minGenes,
                    minCells,
                    maxPctMt,
                    minSpots,
                    nmads == null ? OptionalDouble.empty() : OptionalDouble.of(nmads));
        } catch (IllegalArgumentException e) {
            throw new InputException("options", "thresholds", e.getMessage());
        }
    }

    private static QcSummary row(SectionFile input, QcResult result) {
        return new QcSummary(
                input.section(),
                input.patient(),
                result.passed(),
                result.reason(),
                input.data().obs().size(),
                result.keptSpots().length,
                input.data().var().size(),
                result.keptGenes().length,
                result.medianCounts(),
                result.medianGenes());
    }
}
