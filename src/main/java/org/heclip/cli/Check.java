package org.heclip.cli;

import java.nio.file.Path;
import org.heclip.config.RecordTsv;
import org.heclip.config.Samplesheet;
import org.heclip.config.SamplesheetRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description =
                "Checks a samplesheet, all rows at once, and writes its rows with their columns in a fixed order.")
final class Check extends Step {
    @Option(
            names = "--samplesheet",
            required = true,
            paramLabel = "CSV",
            description = "section,patient and one of: spaceranger[,image]; counts,positions,image[,scalefactors];"
                    + " h5ad[,image]. Optional: mpp (um per pixel).")
    private Path samplesheet;

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "JSON",
            description = "JSON Schema (2020-12) of the rows, assets/samplesheet.schema.json.")
    private Path schema;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "TSV",
            description =
                    "section patient spaceranger counts positions image scalefactors h5ad mpp; empty where absent.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Check(), args);
    }

    @Override
    protected void run() {
        RecordTsv.write(output, SamplesheetRow.class, Samplesheet.read(samplesheet, schema));
    }
}
