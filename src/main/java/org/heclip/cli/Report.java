package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heclip.config.HtmlJson;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.file.AtomicFile;
import org.heclip.report.HtmlReport;
import org.heclip.report.MultiQc;
import org.heclip.report.ReportInput;
import org.heclip.section.QcSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "report", description = "All of a run on one page that needs nothing else.")
final class Report extends Step {
    @Option(names = "--metrics", required = true, paramLabel = "DIR", description = "Folder that summarise wrote.")
    private Path metrics;

    @Option(
            names = "--sections",
            required = true,
            arity = "1..*",
            paramLabel = "H5AD",
            description = "Aligned sections.")
    private List<Path> sections;

    @Option(names = "--predictions", required = true, arity = "1..*", paramLabel = "H5AD", description = "All of them.")
    private List<Path> predictions;

    @Option(names = "--models", required = true, arity = "1..*", paramLabel = "DIR", description = "Model folders.")
    private List<Path> models;

    @Option(names = "--qc", required = true, arity = "1..*", paramLabel = "TSV", description = "QC summaries.")
    private List<Path> qc;

    @Option(names = "--parameters", required = true, paramLabel = "JSON", description = "The run's parameters.")
    private Path parameters;

    @Option(
            names = "--versions-file",
            required = true,
            paramLabel = "YAML",
            description = "Versions of the steps and their libraries.")
    private Path versionsFile;

    @Option(
            names = "--waterfall",
            paramLabel = "TSV",
            description = "What each leak is worth, from honest to reference: shown with the leak audit.")
    private Path waterfall;

    @Option(names = "--audit", paramLabel = "TSV", description = "Findings of the leak audit.")
    private Path audit;

    @Option(
            names = "--multiqc",
            paramLabel = "DIR",
            description = "Folder for files that MultiQC takes up by itself (*_mqc.json).")
    private Path multiqc;

    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description = "Folder for tables of what the page shows and no other step wrote: qc.tsv, models.tsv.")
    private Path tables;

    @Option(
            names = "--section-pages",
            paramLabel = "N",
            defaultValue = "50",
            description = "Sections that get maps and a page of their own; tables and means have all.")
    private int sectionPages;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "HECLIP report", description = "Heading.")
    private String title;

    @Option(names = "--output", required = true, paramLabel = "HTML", description = "The page.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Report(), args);
    }

    @Override
    protected void run() throws IOException {
        if (sectionPages < 1) {
            throw new InputException("report", "--section-pages", "found " + sectionPages + ", expected 1 or more");
        }
        ReportFiles files = new ReportFiles(
                new ReportFiles.Paths(metrics, sections, predictions, models, qc, waterfall, audit), sectionPages);
        ReportInput input = files.input(title, parameters, versionsFile);
        if (multiqc != null) {
            for (MultiQc.CustomContent content : MultiQc.of(input)) {
                String json = HtmlJson.of(content.content());
                AtomicFile.write(multiqc.resolve(content.file()), temporary -> Files.writeString(temporary, json));
            }
        }
        if (tables != null) {
            RecordTsv.write(tables.resolve("qc.tsv"), QcSummary.class, input.qc());
            RecordTsv.write(tables.resolve("models.tsv"), ReportInput.Fit.class, input.fits());
        }
        String html = HtmlReport.render(input, HtmlJson::of);
        AtomicFile.write(output, temporary -> Files.writeString(temporary, html));
    }
}
