package org.heclip.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.grid.GridLayout;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.H5ad;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import org.heclip.slide.ImageOrientation;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "grid",
        description = "Positions on an image that has no expression: those of a file, or a grid over the tissue.")
final class Grid extends Step {
    @Option(names = "--section", required = true, paramLabel = "ID", description = "Name of the section.")
    private String section;

    @Option(
            names = "--patient",
            paramLabel = "ID",
            description = "The person it was taken from; the section if not given.")
    private String patient;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "H&E image at full resolution.")
    private Path image;

    @Option(
            names = "--orientation",
            defaultValue = "refuse",
            paramLabel = ChosenImage.ORIENTATIONS,
            description = ChosenImage.ORIENTATION)
    private ImageOrientation.Choice orientation;

    @Option(names = "--mpp", paramLabel = "UM", description = "Pixel size of the image; wins over what it says itself.")
    private Double mpp;

    @Option(
            names = "--bundle",
            required = true,
            paramLabel = "DIR",
            description = "The unpacked bundle: its tile size.")
    private Path bundle;

    @Option(
            names = "--positions",
            paramLabel = "FILE",
            description = "Spots, as ingest takes them; else a grid is laid.")
    private Path positions;

    @Option(names = "--layout", defaultValue = "hex", paramLabel = "hex|square", description = "Of the grid.")
    private GridLayout layout;

    @Option(
            names = "--spacing-um",
            paramLabel = "UM",
            description = "Between neighbours; as between the training tiles when not given.")
    private Double spacingUm;

    @Option(
            names = "--overlap",
            paramLabel = "X",
            description = "By which part neighbouring tiles overlap, 0 to below 1; sets the spacing by the tile size.")
    private Double overlap;

    @Option(
            names = "--min-tissue",
            defaultValue = "0.5",
            paramLabel = "X",
            description = "Part of a position's disc that must be tissue, 0 to 1.")
    private double minTissue;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "A section without expression.")
    private Path output;

    @Option(names = "--count", paramLabel = "FILE", description = "Also write the number of positions.")
    private Path count;

    public static void main(String[] args) {
        Main.run(new Grid(), args);
    }

    @Override
    protected void run() throws Exception {
        require(overlap == null || overlap >= 0 && overlap < 1, "--overlap", overlap, "0 to below 1");
        require(minTissue >= 0 && minTissue <= 1, "--min-tissue", minTissue, "0 to 1");
        BundleCardFile card = BundleCardFile.read(bundle);
        double tileUm = card.scale().um();
        double apart = spacingUm == null ? card.card().tiles().spacingUm() : spacingUm;
        require(apart > 0 && Double.isFinite(apart), "--spacing-um", apart, "above 0");
        SectionId id = Ingest.checked("--section", section, SectionId::new);
        Patient person = Ingest.checked("--patient", patient == null ? section : patient, Patient::new);
        ImageOrientation turned = orientation.of(image);
        try (Slide slide = Slides.open(image, Slides.DEFAULT_CACHE_BYTES, turned)) {
            PlainSlide plain = PlainSlide.of(id, person, image, slide, turned, Optional.ofNullable(mpp));
            double spacing = overlap == null ? apart : tileUm * (1 - overlap);
            AnnData placed = positions == null
                    ? plain.withGrid(layout, spacing, minTissue)
                    : plain.withPositions(positions, tileUm);
            H5ad.write(output, placed);
            SpotCount.write(count, placed.obs().size());
        }
    }

    private static void require(boolean holds, String option, Double found, String expected) {
        if (!holds) {
            throw new InputException("grid", option, "found " + found + ", expected " + expected);
        }
    }
}
