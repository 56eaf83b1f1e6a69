package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import org.heclip.slide.ImageOrientation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private InputFiles files;

    @Option(
            names = "--orientation",
            defaultValue = "refuse",
            paramLabel = ChosenImage.ORIENTATIONS,
            description = ChosenImage.ORIENTATION)
    private ImageOrientation.Choice orientation;

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
        SectionInput input = files.read(section);
        IngestedSection ingested =
                IngestedSection.of(input.parts(), mpp == null ? OptionalDouble.empty() : OptionalDouble.of(mpp));
        ChosenImage chosen = ChosenImage.of(input, files.image(), orientation, Optional.ofNullable(imageOutput));
        Stream.of(input.messages(), ingested.messages(), chosen.messages())
                .flatMap(List::stream)
                .forEach(this::tell);
        tell(ingested.summary());
        H5ad.write(output, SectionAnnData.of(id, person, ingested, chosen.image()));
        if (checksums != null) {
            RecordTsv.write(checksums, InputChecksum.class, InputChecksum.of(section, input, chosen));
        }
    }

    private void tell(String message) {
        System.err.println("ingest " + section + ": " + message);
    }

    static <T> T checked(String option, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InputException("ingest", option, e.getMessage());
        }
    }
}
