package org.heclip.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.heclip.error.InputException;
import picocli.CommandLine.Option;

/** The options that name a section's files: exactly one kind of input. */
final class InputFiles {
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

    Optional<Path> image() {
        return Optional.ofNullable(image);
    }

    /** @throws InputException for options that do not fit together, and for files that do not */
    SectionInput read(String section) {
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

    private static InputException usage(String options, String problem) {
        return new InputException("ingest", options, problem);
    }
}
