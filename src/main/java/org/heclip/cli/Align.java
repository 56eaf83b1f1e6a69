package org.heclip.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.align.Alignment;
import org.heclip.align.ImageFit;
import org.heclip.align.OrientationCheck;
import org.heclip.align.SpotLayout;
import org.heclip.error.InputException;
import org.heclip.file.Sha256;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;
import org.heclip.slide.Slides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "align", description = "Checks that the spots lie on their image and its tissue; adds thumbnails.")
final class Align extends Step {
    private static final int HIRES_PX = 2000;
    private static final int LOWRES_PX = 600;

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
        try (Slide slide = Slides.open(image)) {
            requireSize(input, slide);
            SpotLayout spots = layout(input);
            ImageFit fit = requireFit(input, spots, slide);
            RgbImage hires = slide.thumbnail(HIRES_PX);
            Alignment alignment = Alignment.of(spots, fit, hires, slide.thumbnailScale(HIRES_PX), mode == Mode.CHECK);
            alignment.warnings().forEach(w -> System.err.println("warning: " + input.section() + ": " + w));
            H5ad.write(output, withThumbnails(input, aligned(input, alignment), slide, hires));
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

    private static AnnData aligned(SectionFile input, Alignment alignment) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(
                "orientation",
                alignment.orientation().map(c -> c.best().label()).orElse("unchecked"));
        keys.put(
                "orientation_score",
                alignment.orientation().map(OrientationCheck::score).orElse(Double.NaN));
        keys.put(
                "orientation_margin",
                alignment.orientation().map(OrientationCheck::margin).orElse(Double.NaN));
        String[] warnings = alignment.warnings().toArray(String[]::new);
        keys.put("align_warnings", new NdArray(new int[] {warnings.length}, warnings));
        AnnData data = input.data();
        return SectionFile.withHeclip(
                data.withObs(data.obs()
                        .with("tissue_fraction", new Column.Doubles(alignment.tissueFraction()))
                        .with("inside_image", new Column.Bools(alignment.insideImage()))),
                keys);
    }

    private static AnnData withThumbnails(SectionFile input, AnnData data, Slide slide, RgbImage hires) {
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("hires", array(hires));
        images.put("lowres", array(slide.thumbnail(LOWRES_PX)));
        double scale = input.imageScale();
        Map<String, Object> factors = new LinkedHashMap<>();
        factors.put("tissue_hires_scalef", slide.thumbnailScale(HIRES_PX) * scale);
        factors.put("tissue_lowres_scalef", slide.thumbnailScale(LOWRES_PX) * scale);
        return input.withImages(data, images, factors);
    }

    private static NdArray array(RgbImage image) {
        return new NdArray(new int[] {image.height(), image.width(), RgbImage.CHANNELS}, image.pixels());
    }
}
