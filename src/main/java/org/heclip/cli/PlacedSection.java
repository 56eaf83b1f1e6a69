package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.align.Alignment;
import org.heclip.align.ExpressionCheck;
import org.heclip.align.ImageFit;
import org.heclip.align.Orientation;
import org.heclip.align.OrientationCheck;
import org.heclip.align.SmallImage;
import org.heclip.align.SpotLayout;
import org.heclip.align.SpotStains;
import org.heclip.error.InputException;
import org.heclip.h5ad.NdArray;
import org.heclip.slide.CellGrid;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;

/**
 * A section whose spots lie on its image, as given or put right, and what was seen on the way.
 *
 * @param input with the positions and the image scale that hold from here on
 * @param applied the orientation that its positions were brought into; {@code AS_GIVEN} when they were not touched
 * @param hires thumbnail
 * @param stains empty where they were not looked at
 * @param ownStain by which they were told apart
 * @param corrections what was changed, a sentence each
 */
record PlacedSection(
        SectionFile input,
        Orientation applied,
        RgbImage hires,
        Alignment alignment,
        Optional<SpotStains> stains,
        Optional<OwnStain> ownStain,
        List<String> corrections) {
    /** Longest side of the larger thumbnail, Space Ranger's. */
    static final int HIRES_PX = 2000;

    /** @throws InputException for an image that the spots do not lie on and, unless mode is fix, one that is too small */
    static PlacedSection of(SectionFile given, Slide slide, Path image, Align.Mode mode) {
        List<String> corrections = new ArrayList<>();
        SectionFile input = scaled(given, slide, image, mode, corrections);
        SpotLayout spots = SectionLayout.onImage(input);
        RgbImage hires = slide.thumbnail(HIRES_PX);
        CellGrid cells = CellGrid.of(slide, spots.radiusPx(), CellGrid.dense(hires));
        Alignment alignment = alignment(input, spots, slide, hires, cells, mode);
        Orientation applied = Orientation.AS_GIVEN;
        if (mode == Align.Mode.FIX
                && alignment.orientation().map(OrientationCheck::isDoubtful).orElse(false)) {
            applied = alignment.orientation().orElseThrow().best();
            corrections.add("POSITIONS WERE CHANGED, as --align fix asks for: "
                    + alignment.warnings().get(alignment.warnings().size() - 1) + "; brought into orientation "
                    + applied.label() + ", the given ones are kept in obsm/spatial_as_given");
            input = turned(input, spots, applied, slide);
            spots = SectionLayout.onImage(input);
            alignment = alignment(input, spots, slide, hires, cells, mode);
        }
        requireFit(input, spots, slide, image);
        OwnStain own = OwnStain.of(spots, slide);
        return new PlacedSection(
                input,
                applied,
                hires,
                alignment,
                Optional.of(SpotStains.of(spots, cells, own.vectors())),
                Optional.of(own),
                corrections);
    }

    /** All that the user should know. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(corrections);
        warnings.addAll(alignment.warnings());
        warnings.addAll(SectionLayout.sizeWarnings(input));
        return warnings;
    }

    private static Alignment alignment(
            SectionFile input, SpotLayout spots, Slide slide, RgbImage hires, CellGrid cells, Align.Mode mode) {
        boolean looks = mode != Align.Mode.OFF;
        Optional<ExpressionCheck> expression = looks && input.data().x().isPresent()
                ? ExpressionCheck.of(spots, input.counts(), cells, slide.width(), slide.height())
                : Optional.empty();
        return Alignment.of(
                spots,
                ImageFit.of(spots, slide.width(), slide.height()),
                hires,
                slide.thumbnailScale(HIRES_PX),
                looks,
                expression,
                looks ? SectionLayout.printedPlaces(input) : Optional.empty());
    }

    private static SectionFile scaled(
            SectionFile input, Slide slide, Path image, Align.Mode mode, List<String> corrections) {
        if (mode == Align.Mode.OFF || input.imageScale() != 1) {
            return input;
        }
        Optional<SmallImage> small =
                SmallImage.find(SectionLayout.onImage(input), slide.width(), slide.height(), factors(input));
        if (small.isEmpty()) {
            return input;
        }
        String found = "the image of " + slide.width() + " x " + slide.height() + " pixels is the smaller one of "
                + small.get().factor() + " = " + small.get().scale() + ", not the full-resolution one";
        if (mode == Align.Mode.CHECK) {
            throw new InputException(
                    image,
                    "size",
                    "found that " + found + ", expected that one (--align fix takes the smaller one as what it is)");
        }
        corrections.add("SCALE WAS CHANGED, as --align fix asks for: " + found + "; tiles will be coarse");
        return new SectionFile(
                input.file(),
                SectionFile.withHeclip(
                        input.data(), Map.of("image_scale", small.get().scale())));
    }

    private static SectionFile turned(SectionFile input, SpotLayout spots, Orientation orientation, Slide slide) {
        SpotLayout right =
                spots.turned(orientation, slide.width(), slide.height()).scaled(1 / input.imageScale());
        double[] xy = new double[2 * right.size()];
        for (int s = 0; s < right.size(); s++) {
            xy[2 * s] = right.x()[s];
            xy[2 * s + 1] = right.y()[s];
        }
        return new SectionFile(
                input.file(),
                input.data()
                        .withObsm("spatial_as_given", input.data().obsm().get("spatial"))
                        .withObsm("spatial", NdArray.of(right.size(), 2, xy)));
    }

    private static void requireFit(SectionFile input, SpotLayout spots, Slide slide, Path image) {
        ImageFit fit = ImageFit.of(spots, slide.width(), slide.height());
        if (!fit.isUsable()) {
            throw new InputException(
                    image,
                    "spots",
                    fit.outside() + " of " + fit.tissueSpots() + " spots in tissue lie outside the image; "
                            + ImageFit.advice(
                                    spots, slide.width(), slide.height(), factors(input), input.imageScale()));
        }
    }

    private static Map<String, Double> factors(SectionFile input) {
        Map<String, Double> factors = new LinkedHashMap<>();
        for (String name : List.of("tissue_hires_scalef", "tissue_lowres_scalef")) {
            input.scalefactor(name).ifPresent(scale -> factors.put(name, scale));
        }
        return factors;
    }
}
