package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.ingest.PixelSize;
import org.heclip.ingest.Positions;
import org.heclip.ingest.ScaleFactors;
import org.heclip.ingest.SectionParts;
import org.heclip.ingest.Technology;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/** A section as AnnData: raw counts in X, obsm/spatial, obs with array_row and array_col, what uns/spatial says. */
final class H5adInput {
    private final Path file;
    private final AnnData data;
    private final UnsSpatial uns;

    private H5adInput(Path file, String section) {
        this.file = file;
        this.data = H5ad.read(file);
        this.uns = UnsSpatial.of(file, data.uns(), section);
    }

    /** @throws InputException for a file that lacks what a section needs */
    static SectionInput read(Path file, String section) {
        H5adInput input = new H5adInput(file, section);
        List<Spot> spots = input.spots();
        SectionParts parts = new SectionParts(
                file,
                CountsFile.of(input.data, file),
                new Positions(spots, false),
                input.technology(spots),
                input.uns.scaleFactors(),
                input.statedPixelSize());
        return new SectionInput(
                parts,
                List.of(new SectionInput.NamedFile(file.getFileName().toString(), file)),
                input.uns.hires(),
                input.messages());
    }

    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        if (data.obs().column("in_tissue").isEmpty()) {
            messages.add("no obs column in_tissue: all spots are taken to lie in tissue");
        }
        List<String> left = new ArrayList<>(data.obs().columns().keySet());
        left.removeAll(List.of("section", "patient", "in_tissue", "array_row", "array_col"));
        if (!left.isEmpty()) {
            messages.add("obs columns not carried over: " + String.join(", ", left));
        }
        return messages;
    }

    private List<Spot> spots() {
        double[] xy = spatial();
        Optional<Column> inTissue = data.obs().column("in_tissue");
        Column rows = require("array_row");
        Column cols = require("array_col");
        List<Spot> spots = new ArrayList<>();
        for (int s = 0; s < data.obs().size(); s++) {
            int at = s;
            spots.add(new Spot(
                    barcode(s),
                    inTissue.map(c -> whole(c, "in_tissue", at, 1) == 1).orElse(true),
                    whole(rows, "array_row", s, Integer.MAX_VALUE),
                    whole(cols, "array_col", s, Integer.MAX_VALUE),
                    xy[2 * s],
                    xy[2 * s + 1]));
        }
        return spots;
    }

    private Barcode barcode(int s) {
        String name = data.obs().index().get(s);
        if (name.isBlank()) {
            throw new InputException(file, "obs index, row " + s, "found a blank, expected a barcode");
        }
        return new Barcode(name);
    }

    private Column require(String name) {
        return data.obs()
                .column(name)
                .orElseThrow(() -> new InputException(
                        file,
                        "obs/" + name,
                        "found no such column, expected the spot's place on the array, a whole number, as Space Ranger and"
                                + " scanpy.read_visium give it"));
    }

    private int whole(Column column, String name, int row, int largest) {
        String text = column.text(row);
        String number = text.equalsIgnoreCase("true") ? "1" : text.equalsIgnoreCase("false") ? "0" : text;
        try {
            double value = Double.parseDouble(number);
            if (value == Math.rint(value) && value >= 0 && value <= largest) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            // told below, as any other value that is no whole number
        }
        throw new InputException(
                file,
                "obs/" + name + " of spot '" + data.obs().index().get(row) + "'",
                "found '" + text + "', expected a whole number" + (largest == 1 ? ", 0 or 1" : " from 0"));
    }

    /** x, y of each spot in turn, full-resolution pixels. */
    private double[] spatial() {
        NdArray array = data.obsm().get("spatial");
        if (array == null || array.shape().length != 2 || array.shape()[1] != 2) {
            throw new InputException(file, "obsm/spatial", "found no array [spot][2], expected x, y in pixels");
        }
        double[] values = UnsSpatial.doubles(array)
                .orElseThrow(() -> new InputException(file, "obsm/spatial", "found no numbers, expected pixels"));
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InputException(
                        file,
                        "obsm/spatial of spot '" + data.obs().index().get(i / 2) + "'",
                        "found " + values[i] + ", expected a number of pixels");
            }
        }
        return values;
    }

    private Technology technology(List<Spot> spots) {
        Optional<String> stated = heclip("technology").map(Object::toString);
        for (Technology technology : Technology.values()) {
            if (stated.isPresent() && technology.label().equals(stated.get())) {
                return technology;
            }
        }
        if (uns.scaleFactors().get(ScaleFactors.MICRONS_PER_PIXEL).isPresent()) {
            return Technology.VISIUM_HD;
        }
        return Technology.hasVisiumParity(spots) ? Technology.VISIUM : Technology.UNKNOWN;
    }

    private Optional<PixelSize> statedPixelSize() {
        String source = heclip("mpp_source").map(Object::toString).orElse("uns/heclip/mpp of the h5ad");
        return heclip("mpp")
                .filter(Number.class::isInstance)
                .map(mpp -> PixelSize.checked(file, ((Number) mpp).doubleValue(), source));
    }

    private Optional<Object> heclip(String name) {
        return data.uns().get("heclip") instanceof Map<?, ?> map
                ? Optional.ofNullable(map.get(name))
                : Optional.empty();
    }
}
