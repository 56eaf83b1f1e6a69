package org.heclip.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.heclip.align.Alignment;
import org.heclip.align.ImageFit;
import org.heclip.align.Orientation;
import org.heclip.align.SpotLayout;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.file.Sha256;
import org.heclip.grid.GridLayout;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.NdArray;
import org.heclip.ingest.Counts;
import org.heclip.ingest.IngestedSection;
import org.heclip.ingest.PixelSize;
import org.heclip.ingest.Positions;
import org.heclip.ingest.PositionsText;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionImage;
import org.heclip.ingest.SectionParts;
import org.heclip.ingest.Technology;
import org.heclip.section.Mpp;
import org.heclip.section.Patient;
import org.heclip.section.SectionId;
import org.heclip.section.Spot;
import org.heclip.slide.ImageOrientation;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;

/** An image without expression, made into a section h5ad (docs/steps.md) without X. */
record PlainSlide(SectionId id, Patient patient, Path file, Slide slide, SectionImage image, Optional<Double> given) {
    /** Two pixel sizes that differ by more are not the same. */
    private static final double TOLERATED = 0.05;

    static PlainSlide of(
            SectionId id, Patient patient, Path file, Slide slide, ImageOrientation orientation, Optional<Double> mpp)
            throws IOException {
        SectionImage image = new SectionImage(
                file.getFileName().toString(), Sha256.of(file), slide.width(), slide.height(), 1, orientation.tag());
        return new PlainSlide(id, patient, file, slide, image, mpp);
    }

    /**
     * A grid over the tissue; over the whole image where tissue and background cannot be told apart.
     *
     * @throws InputException when the pixel size is not known, or no position lies on tissue
     */
    AnnData withGrid(GridLayout layout, double spacingUm, double minTissue) {
        PixelSize size = pixelSize()
                .orElseThrow(() -> new InputException(
                        file,
                        "pixel size",
                        "found nothing that tells it, expected --mpp (column mpp of the samplesheet)"));
        double spacingPx = spacingUm / size.mpp().value();
        List<Spot> spots;
        try {
            spots = layout.over(slide.width(), slide.height(), spacingPx);
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "grid", "found a " + e.getMessage(), e);
        }
        RgbImage thumbnail = slide.thumbnail(PlacedSection.HIRES_PX);
        double[] tissue = alignment(spots, spacingPx, thumbnail).tissueFraction();
        List<String> warnings = new ArrayList<>(doubts(size));
        boolean known = tissue.length > 0 && !Double.isNaN(tissue[0]);
        if (!known) {
            warnings.add("tissue and background cannot be told apart: the grid covers the whole image");
        }
        List<Spot> kept = IntStream.range(0, spots.size())
                .filter(s -> !known || tissue[s] >= minTissue)
                .mapToObj(spots::get)
                .toList();
        if (kept.isEmpty()) {
            throw new InputException(
                    file, "grid", "found no position with enough tissue, expected a smaller spacing or --min-tissue");
        }
        IngestedSection section = new IngestedSection(
                kept, noCounts(kept), Technology.UNKNOWN, size, spacingPx, ScaleFactors.NONE, warnings);
        return finished(section, thumbnail, "grid_" + layout.name().toLowerCase(Locale.ROOT));
    }

    /**
     * The positions of a file that are in tissue.
     *
     * @param diameterUm of a spot where the array does not tell it
     */
    AnnData withPositions(Path table, double diameterUm) {
        Positions all = PositionsText.read(table);
        List<Spot> inTissue = all.spots().stream().filter(Spot::inTissue).toList();
        if (inTissue.isEmpty()) {
            throw new InputException(table, "in tissue", "found no such spot, expected some");
        }
        Technology technology = all.byArrayCoordinate()
                ? Technology.ST
                : Technology.hasVisiumParity(all.spots()) ? Technology.VISIUM : Technology.UNKNOWN;
        Optional<PixelSize> stated = technology == Technology.UNKNOWN ? pixelSize() : Optional.empty();
        ScaleFactors factors = technology == Technology.UNKNOWN && stated.isPresent()
                ? new ScaleFactors(Map.of(
                        ScaleFactors.SPOT_DIAMETER,
                        diameterUm / stated.get().mpp().value()))
                : ScaleFactors.NONE;
        IngestedSection section = IngestedSection.of(
                new SectionParts(
                        table,
                        noCounts(inTissue),
                        new Positions(inTissue, all.byArrayCoordinate()),
                        technology,
                        factors,
                        stated),
                given.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        return finished(
                section,
                slide.thumbnail(PlacedSection.HIRES_PX),
                section.technology().label());
    }

    private Optional<PixelSize> pixelSize() {
        return given.map(mpp -> PixelSize.checked(file, mpp, "given by the user"))
                .or(() -> slide.mpp().map(mpp -> new PixelSize(mpp, "the image itself")));
    }

    private List<String> doubts(PixelSize size) {
        return slide.mpp()
                .map(Mpp::value)
                .filter(own -> Math.abs(own / size.mpp().value() - 1) > TOLERATED)
                .map(own -> List.of("pixel size " + size.mpp().value() + " um (" + size.source()
                        + "), but the image itself says " + own + " um: is it right?"))
                .orElse(List.of());
    }

    private AnnData finished(IngestedSection section, RgbImage thumbnail, String layout) {
        AnnData written = SectionAnnData.of(id, patient, section, image);
        AnnData plain = new AnnData(
                Optional.empty(), written.obs(), DataFrame.of(List.of()), Map.of(), written.obsm(), written.uns());
        Alignment alignment = alignment(section.spots(), section.spotDiameterPx(), thumbnail);
        List<String> warnings = new ArrayList<>(section.messages());
        warnings.addAll(alignment.warnings());
        warnings.forEach(w -> System.err.println("warning: " + id.value() + ": " + w));
        AnnData aligned = AlignedSection.of(
                new PlacedSection(
                        new SectionFile(file, plain),
                        Orientation.AS_GIVEN,
                        thumbnail,
                        alignment,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                slide);
        String[] texts = warnings.toArray(String[]::new);
        return SectionFile.withHeclip(
                aligned, Map.of("layout", layout, "align_warnings", new NdArray(new int[] {texts.length}, texts)));
    }

    private Alignment alignment(List<Spot> spots, double diameterPx, RgbImage thumbnail) {
        boolean[] all = new boolean[spots.size()];
        Arrays.fill(all, true);
        SpotLayout layout = new SpotLayout(
                spots.stream().mapToDouble(Spot::xFullResPx).toArray(),
                spots.stream().mapToDouble(Spot::yFullResPx).toArray(),
                all,
                diameterPx / 2);
        ImageFit fit = ImageFit.of(layout, slide.width(), slide.height());
        if (!fit.isUsable()) {
            throw new InputException(
                    file, "positions", "found most of them outside of the image, expected those of this image");
        }
        double scale = slide.thumbnailScale(PlacedSection.HIRES_PX);
        return Alignment.of(layout, fit, thumbnail, scale, false, Optional.empty(), Optional.empty());
    }

    private static Counts noCounts(List<Spot> spots) {
        return new Counts(
                spots.stream().map(s -> s.barcode().value()).toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new ExpressionMatrix(spots.size(), 0, new int[spots.size() + 1], new int[0], new float[0]));
    }
}
