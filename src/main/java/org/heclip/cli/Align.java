package org.heclip.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.align.Alignment;
import org.heclip.align.ImageFit;
import org.heclip.align.SpotLayout;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.h5ad.H5ad;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "align", description = "Checks that the spots lie on their image and its tissue; adds thumbnails.")
final class Align extends Step {
    enum Mode {
        CHECK,
        OFF
    }

    @Option(names = "--section", required = true, paramLabel = "H5AD", description = "Section with positions.")
    private Path section;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The section's H&E image.")
    private Path image;

    @Option(
            names = "--mode",
            defaultValue = "check",
            paramLabel = "check|off",
            description = "check: compare eight orientations and warn. Positions are never changed.")
    private Mode mode;

    @Option(names = "--output", required = true, paramLabel = "H5AD", description = "The section, aligned.")
    private Path output;

    public static void main(String[] args) {
        Main.run(new Align(), args);
    }

    @Override
    protected void run() throws Exception {
        SectionFile input = SectionFile.read(section);
        requireSameFile(input);
        try (Slide slide = Slides.open(image, Slides.DEFAULT_CACHE_BYTES, input.imageOrientation())) {
            requireSize(input, slide);
            SpotLayout spots = layout(input);
            ImageFit fit = requireFit(input, spots, slide);
            RgbImage hires = slide.thumbnail(AlignedSection.HIRES_PX);
            Alignment alignment =
                    Alignment.of(spots, fit, hires, slide.thumbnailScale(AlignedSection.HIRES_PX), mode == Mode.CHECK);
            alignment.warnings().forEach(w -> System.err.println("warning: " + input.section() + ": " + w));
            H5ad.write(output, AlignedSection.of(input, alignment, slide, hires));
        }
    }

    private void requireSameFile(SectionFile input) throws java.io.IOException {
        String expected = input.text("image_sha256");
        if (java.nio.file.Files.isRegularFile(image) && !Sha256.of(image).equals(expected)) {
            throw new InputException(
                    image, "content", "found another SHA-256 than the image has that was taken in with this section");
        }
    }

    private void requireSize(SectionFile input, Slide slide) {
        if (slide.width() != input.number("image_width") || slide.height() != input.number("image_height")) {
            throw new InputException(
                    image,
                    "size",
                    "found " + slide.width() + " x " + slide.height() + " pixels, expected "
                            + (long) input.number("image_width") + " x " + (long) input.number("image_height")
                            + " as taken in with this section");
        }
    }

    private SpotLayout layout(SectionFile input) {
        double[] xy = input.spatial2d();
        double[] x = new double[xy.length / 2];
        double[] y = new double[xy.length / 2];
        for (int s = 0; s < x.length; s++) {
            x[s] = xy[2 * s];
            y[s] = xy[2 * s + 1];
        }
        double diameter = input.scalefactor("spot_diameter_fullres").orElse(0.0);
        if (!(diameter > 0 && Double.isFinite(diameter))) {
            throw new InputException(
                    section, "scalefactors/spot_diameter_fullres", "found " + diameter + ", expected pixels above 0");
        }
        return new SpotLayout(x, y, input.inTissue(), diameter / 2).scaled(input.imageScale());
    }

    private ImageFit requireFit(SectionFile input, SpotLayout spots, Slide slide) {
        ImageFit fit = ImageFit.of(spots, slide.width(), slide.height());
        if (fit.isUsable()) {
            return fit;
        }
        Map<String, Double> scales = new LinkedHashMap<>();
        for (String name : List.of("tissue_hires_scalef", "tissue_lowres_scalef")) {
            input.scalefactor(name).ifPresent(scale -> scales.put(name, scale));
        }
        throw new InputException(
                image,
                "spots",
                fit.outside() + " of " + fit.tissueSpots() + " spots in tissue lie outside the image; "
                        + ImageFit.advice(spots, slide.width(), slide.height(), scales, input.imageScale()));
    }
}
