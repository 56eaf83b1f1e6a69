package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heclip.config.JsonNumbers;
import org.heclip.ingest.Positions;
import org.heclip.ingest.PositionsText;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionParts;
import org.heclip.ingest.Technology;

/** A section in files of its own: legacy ST, or Visium without its outs/ folder. */
final class LooseInput {
    private LooseInput() {}

    /** @throws org.heclip.error.InputException for files of no known layout or that do not fit */
    static SectionInput read(Path counts, Path positions, Optional<Path> scaleFactors) {
        ScaleFactors factors = scaleFactors
                .map(file -> ScaleFactors.of(file, JsonNumbers.read(file)))
                .orElse(ScaleFactors.NONE);
        Positions spots = PositionsText.read(positions);
        Technology technology = spots.byArrayCoordinate() ? Technology.ST : SpaceRangerInput.technology(factors);
        List<Path> files = new ArrayList<>(CountsFile.files(counts));
        files.add(positions);
        scaleFactors.ifPresent(files::add);
        return new SectionInput(
                new SectionParts(counts, CountsFile.read(counts), spots, technology, factors, Optional.empty()),
                files.stream()
                        .map(f -> new SectionInput.NamedFile(f.getFileName().toString(), f))
                        .toList(),
                Optional.empty(),
                List.of());
    }
}
