package org.heclip.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.heclip.align.ArrayPlaces;
import org.heclip.align.PhysicalSize;
import org.heclip.align.SpotLayout;
import org.heclip.error.InputException;
import org.heclip.h5ad.Column;
import org.heclip.ingest.ArrayPitch;
import org.heclip.ingest.IngestedSection;
import org.heclip.ingest.PixelSize;
import org.heclip.ingest.Technology;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/** The spots of a section h5ad as a layout, and what is known of their size. */
final class SectionLayout {
    private static final String DIAMETER = "spot_diameter_fullres";

    private SectionLayout() {}

    /** In pixels of the section's image. */
    static SpotLayout onImage(SectionFile input) {
        double[] xy = input.spatial2d();
        double[] x = new double[xy.length / 2];
        double[] y = new double[xy.length / 2];
        for (int s = 0; s < x.length; s++) {
            x[s] = xy[2 * s];
            y[s] = xy[2 * s + 1];
        }
        double diameter = input.scalefactor(DIAMETER).orElse(0.0);
        if (!(diameter > 0 && Double.isFinite(diameter))) {
            throw new InputException(
                    input.file(), "scalefactors/" + DIAMETER, "found " + diameter + ", expected pixels above 0");
        }
        return new SpotLayout(x, y, input.inTissue(), diameter / 2).scaled(input.imageScale());
    }

    /** Where the pixel size contradicts the array's pitch or its spots by more than a tenth. */
    static List<String> sizeWarnings(SectionFile input) {
        Technology technology = technology(input.text("technology"));
        if (input.mpp().isEmpty()) {
            return List.of();
        }
        List<PhysicalSize.Known> known = new ArrayList<>();
        pitch(input, technology)
                .ifPresent(p ->
                        known.add(new PhysicalSize.Known("distance of neighbouring spots", p.medianPx(), p.pitchUm())));
        double spotUm =
                switch (technology) {
                    case VISIUM -> PixelSize.SPACE_RANGER_SPOT_UM;
                    case ST -> IngestedSection.ST_SPOT_UM;
                    case VISIUM_HD, UNKNOWN -> 0;
                };
        if (spotUm > 0) {
            input.scalefactor(DIAMETER)
                    .ifPresent(px -> known.add(new PhysicalSize.Known("diameter of a spot", px, spotUm)));
        }
        return PhysicalSize.warnings(input.mpp().get().value(), known);
    }

    /** Columns and rows of an array whose spots are seen on bare glass (legacy arrays); empty for other arrays. */
    static Optional<ArrayPlaces> printedPlaces(SectionFile input) {
        if (technology(input.text("technology")) != Technology.ST) {
            return Optional.empty();
        }
        return ints(input, "array_col").flatMap(c -> ints(input, "array_row").map(r -> new ArrayPlaces(c, r)));
    }

    private static Optional<int[]> ints(SectionFile input, String name) {
        return input.data()
                .obs()
                .column(name)
                .map(column -> column instanceof Column.Ints found ? found : null)
                .map(found ->
                        LongStream.of(found.values()).mapToInt(v -> (int) v).toArray());
    }

    private static Technology technology(String label) {
        for (Technology technology : Technology.values()) {
            if (technology.label().equals(label)) {
                return technology;
            }
        }
        return Technology.UNKNOWN;
    }

    private static Optional<ArrayPitch> pitch(SectionFile input, Technology technology) {
        Optional<Column> rows = input.data().obs().column("array_row");
        Optional<Column> columns = input.data().obs().column("array_col");
        if (!(rows.orElse(null) instanceof Column.Ints row) || !(columns.orElse(null) instanceof Column.Ints column)) {
            return Optional.empty();
        }
        double[] xy = input.spatial2d();
        List<String> names = input.data().obs().index();
        List<Spot> spots = new ArrayList<>();
        for (int s = 0; s < names.size(); s++) {
            spots.add(new Spot(
                    new Barcode(names.get(s)),
                    true,
                    (int) row.values()[s],
                    (int) column.values()[s],
                    xy[2 * s],
                    xy[2 * s + 1]));
        }
        return ArrayPitch.of(spots, technology);
    }
}
