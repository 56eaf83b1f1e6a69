package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heclip.config.RecordTsv;
import org.heclip.error.InputException;
import org.heclip.h5ad.H5ad;
import org.heclip.ingest.IngestedSection;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description =
                "One section from Space Ranger, legacy ST or h5ad files as a section h5ad: raw counts, positions, pixel"
                        + " size, image facts.")
final class Ingest extends Step {
    @Option(names = "--section", required = true, paramLabel = "ID", description = "Name of the section.")
    private String section;

    @Option(names = "--patient", required = true, paramLabel = "ID", description = "The person it was taken from.")
    private String patient;

    @Option(names = "--spaceranger", paramLabel = "DIR", description = "Space Ranger's outs/ folder.")
    private Path spaceranger;

    @Option(
            names = "--counts",
            paramLabel = "FILE",
            description =
                    "TSV of spots x genes (plain or .gz), 10x .h5 or 10x mtx folder; with --positions and --image.")
    private Path counts;

    @Option(
            names = "--positions",
            paramLabel = "FILE",
            description = "Selection TSV of legacy ST, or Space Ranger's tissue_positions CSV.")
    private Path positions;

    @Option(names = "--scalefactors", paramLabel = "JSON", description = "Space Ranger's scalefactors_json.json.")
    private Path scaleFactors;

    @Option(names = "--h5ad", paramLabel = "FILE", description = "AnnData with raw counts in X and obsm/spatial.")
    private Path h5ad;

    @Option(names = "--image", paramLabel = "FILE", description = "H&E image at full resolution.")
    private Path image;

    @Option(
            names = "--image-output",
            paramLabel = "PNG",
            description = "Where the section's own hires image is put when there is no --image.")
    private Path imageOutput;

    @Option(
            names = "--mpp",
            paramLabel = "UM",
            description = "Pixel size of the full-resolution image; wins over what the files say.")
    private Double mpp;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "The section.")
    private Path output;

    @Option(
            names = "--checksums",
            paramLabel = "TSV",
            description = "Also write section, file, bytes and sha256 of each file that was used.")
    private Path checksums;

    public static void main(String[] args) {
        Main.run(new Ingest(), args);
    }

    @Override
    protected void run() throws IOException {
        SectionId id = checked("--section", section, SectionId::new);
        Patient person = checked("--patient", patient, Patient::new);
        SectionInput input = read();
        IngestedSection ingested =
                IngestedSection.of(input.parts(), mpp == null ? OptionalDouble.empty() : OptionalDouble.of(mpp));
        ChosenImage chosen = ChosenImage.of(input, Optional.ofNullable(image), Optional.ofNullable(imageOutput));
        Stream.of(input.messages(), ingested.messages(), chosen.messages())
                .flatMap(List::stream)
                .forEach(this::tell);
        tell(ingested.summary());
        H5ad.write(output, SectionAnnData.of(id, person, ingested, chosen.image()));
        if (checksums != null) {
            RecordTsv.write(checksums, InputChecksum.class, InputChecksum.of(section, input, chosen));
        }
    }

    private SectionInput read() {
        if (Stream.of(spaceranger, counts, h5ad).filter(Objects::nonNull).count() != 1) {
            throw usage("--spaceranger, --counts, --h5ad", "expected exactly one of them");
        } else if (counts == null && (positions != null || scaleFactors != null)) {
            throw usage("--positions, --scalefactors", "expected them with --counts only");
        } else if (counts != null && (positions == null || image == null)) {
            throw usage("--counts", "expected --positions and --image with it");
        } else if (spaceranger != null) {
            return SpaceRangerInput.read(spaceranger);
        } else if (counts != null) {
            return LooseInput.read(counts, positions, Optional.ofNullable(scaleFactors));
        }
        return H5adInput.read(h5ad, section);
    }

    private void tell(String message) {
        System.err.println("ingest " + section + ": " + message);
    }

    private static <T> T checked(String option, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage(option, e.getMessage());
        }
    }

    private static InputException usage(String options, String problem) {
        return new InputException("ingest", options, problem);
    }
}
