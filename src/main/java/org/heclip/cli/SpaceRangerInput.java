package org.heclip.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heclip.config.JsonNumbers;
import org.heclip.ingest.ImageHeader;
import org.heclip.ingest.Positions;
import org.heclip.ingest.PositionsText;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionParts;
import org.heclip.ingest.SpaceRangerFolder;
import org.heclip.ingest.Technology;

/** A section as Space Ranger leaves it. */
final class SpaceRangerInput {
    private SpaceRangerInput() {}

    /** @throws org.heclip.error.InputException for a folder that is no outs/ folder or whose files do not fit */
    static SectionInput read(Path outs) {
        SpaceRangerFolder folder = SpaceRangerFolder.find(outs);
        ScaleFactors factors = ScaleFactors.of(folder.scaleFactors(), JsonNumbers.read(folder.scaleFactors()));
        Positions positions = PositionsText.read(folder.positions());
        List<Path> files = new ArrayList<>(CountsFile.files(folder.matrix()));
        files.add(folder.positions());
        files.add(folder.scaleFactors());
        SectionParts parts = new SectionParts(
                outs, CountsFile.read(folder.matrix()), positions, technology(factors), factors, Optional.empty());
        return new SectionInput(
                parts,
                files.stream()
                        .map(f -> new SectionInput.NamedFile(outs.relativize(f).toString(), f))
                        .toList(),
                image(folder, factors),
                List.of("counts of " + folder.matrix().getFileName()));
    }

    /** Only Visium HD's factors tell the pixel size by themselves. */
    static Technology technology(ScaleFactors factors) {
        return factors.get(ScaleFactors.MICRONS_PER_PIXEL).isPresent() ? Technology.VISIUM_HD : Technology.VISIUM;
    }

    private static Optional<SectionInput.OwnImage> image(SpaceRangerFolder folder, ScaleFactors factors) {
        Path hires = folder.hiresImage();
        if (!Files.isRegularFile(hires)) {
            return Optional.empty();
        }
        double scale = factors.require(folder.scaleFactors(), ScaleFactors.HIRES);
        return Optional.of(new SectionInput.OwnImage(
                hires.getFileName().toString(),
                ImageHeader.read(hires),
                scale,
                Optional.of(hires),
                target -> Files.copy(hires, target, StandardCopyOption.REPLACE_EXISTING)));
    }
}
