package org.heclip.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.Matrix;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.H5ad;
import org.heclip.h5ad.NdArray;
import org.heclip.section.Mpp;
import org.heclip.slide.ImageOrientation;

/** A section h5ad (docs/steps.md) with its elements by their meaning; what is missing or of another kind is bad input. */
record SectionFile(Path file, AnnData data) {
    private static final String HECLIP = "heclip";
    private static final String SPATIAL = "spatial";

    static SectionFile read(Path file) {
        return new SectionFile(file, H5ad.read(file));
    }

    /** For what needs positions and provenance only. */
    static SectionFile readWithoutCounts(Path file) {
        return new SectionFile(file, H5ad.readWithoutMatrices(file));
    }

    String section() {
        return text("section");
    }

    String patient() {
        return text("patient");
    }

    /** Of the full-resolution image, when it is known. */
    Optional<Mpp> mpp() {
        Object value = heclip().get("mpp");
        if (value == null || value instanceof Number n && Double.isNaN(n.doubleValue())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Mpp(number(heclip(), "uns/heclip/", "mpp")));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "uns/heclip/mpp", "found " + e.getMessage(), e);
        }
    }

    /** Image pixels per full-resolution pixel. */
    double imageScale() {
        double scale = number(heclip(), "uns/heclip/", "image_scale");
        if (!(scale > 0 && scale <= 1)) {
            throw new InputException(
                    file, "uns/heclip/image_scale", "found " + scale + ", expected more than 0, at most 1");
        }
        return scale;
    }

    /** Whether {@code uns["heclip"]} has the entry. */
    boolean has(String key) {
        return heclip().containsKey(key);
    }

    /** Entry of {@code uns["heclip"]} that must be a number. */
    double number(String key) {
        return number(heclip(), "uns/heclip/", key);
    }

    /** How its image is turned; as stored in files that do not say. */
    ImageOrientation imageOrientation() {
        double tag = heclip().containsKey("image_orientation") ? number("image_orientation") : 1;
        try {
            return new ImageOrientation((int) tag);
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "uns/heclip/image_orientation", "found " + e.getMessage(), e);
        }
    }

    /** Entry of {@code uns["heclip"]} that must be a text. */
    String text(String key) {
        if (heclip().get(key) instanceof String value) {
            return value;
        }
        throw new InputException(file, "uns/heclip/" + key, "found " + kind(heclip().get(key)) + ", expected text");
    }

    /** Entry of the section's {@code scalefactors}; empty when there is none of that name. */
    Optional<Double> scalefactor(String name) {
        String path = "uns/spatial/" + section() + "/scalefactors/";
        Map<String, Object> factors = map(spatial(), "uns/spatial/" + section() + "/", "scalefactors");
        return factors.containsKey(name) ? Optional.of(number(factors, path, name)) : Optional.empty();
    }

    /** {@code [spot][2]}: x, y in full-resolution pixels, as one row-major array. */
    double[] spatial2d() {
        NdArray array = data.obsm().get(SPATIAL);
        int spots = data.obs().size();
        if (array == null || !(array.values() instanceof double[] xy) || xy.length != 2L * spots) {
            throw new InputException(
                    file, "obsm/spatial", "found no float64 [spot][2], expected positions of the spots");
        }
        for (int i = 0; i < xy.length; i++) {
            if (!Double.isFinite(xy[i])) {
                throw new InputException(
                        file,
                        "obsm/spatial",
                        "found " + xy[i] + " for spot " + data.obs().index().get(i / 2)
                                + ", expected a position in pixels");
            }
        }
        return xy;
    }

    /** By spot; a whole number counts when it is not 0. */
    boolean[] inTissue() {
        Column column = data.obs()
                .column("in_tissue")
                .orElseThrow(() -> new InputException(file, "obs/in_tissue", "found no such column, expected 0 or 1"));
        boolean[] flags = new boolean[column.size()];
        for (int s = 0; s < flags.length; s++) {
            if (column instanceof Column.Ints ints) {
                flags[s] = ints.values()[s] != 0;
            } else if (column instanceof Column.Bools bools) {
                flags[s] = bools.values()[s];
            } else {
                throw new InputException(file, "obs/in_tissue", "found text or fractions, expected 0 or 1");
            }
        }
        return flags;
    }

    /** A picture of {@code uns["spatial"]}, uint8 {@code [y][x][3]}; must be there. */
    NdArray image(String name) {
        String path = "uns/spatial/" + section() + "/";
        Object image = map(spatial(), path, "images").get(name);
        if (image instanceof NdArray array
                && array.values() instanceof byte[]
                && array.shape().length == 3
                && array.shape()[2] == 3) {
            return array;
        }
        throw new InputException(file, path + "images/" + name, "found " + kind(image) + ", expected an RGB picture");
    }

    /** X, sparse. */
    ExpressionMatrix counts() {
        Matrix x = data.x().orElseThrow(() -> new InputException(file, "X", "found none, expected raw counts"));
        return x instanceof ExpressionMatrix sparse ? sparse : ExpressionMatrix.of(x.dense());
    }

    /** The data with more entries in {@code uns["heclip"]}. */
    static AnnData withHeclip(AnnData data, Map<String, Object> entries) {
        Map<String, Object> all = new LinkedHashMap<>(entriesOf(data.uns().get(HECLIP)));
        all.putAll(entries);
        return data.withUns(HECLIP, all);
    }

    /** The data with images and more scale factors in {@code uns["spatial"][section]}. */
    AnnData withImages(AnnData changed, Map<String, Object> images, Map<String, Object> scalefactors) {
        Map<String, Object> section = new LinkedHashMap<>(spatial());
        section.put("images", images);
        Map<String, Object> factors = new LinkedHashMap<>(entriesOf(section.get("scalefactors")));
        factors.putAll(scalefactors);
        section.put("scalefactors", factors);
        Map<String, Object> all = new LinkedHashMap<>(entriesOf(changed.uns().get(SPATIAL)));
        all.put(section(), section);
        return changed.withUns(SPATIAL, all);
    }

    private Map<String, Object> heclip() {
        return map(data.uns(), "uns/", HECLIP);
    }

    private Map<String, Object> spatial() {
        return map(map(data.uns(), "uns/", SPATIAL), "uns/spatial/", section());
    }

    private Map<String, Object> map(Map<String, Object> parent, String path, String key) {
        if (parent.get(key) instanceof Map) {
            return entriesOf(parent.get(key));
        }
        throw new InputException(file, path + key, "found " + kind(parent.get(key)) + ", expected a group");
    }

    private double number(Map<String, Object> parent, String path, String key) {
        if (parent.get(key) instanceof Number value) {
            return value.doubleValue();
        }
        throw new InputException(file, path + key, "found " + kind(parent.get(key)) + ", expected a number");
    }

    /** Keys of {@code uns} groups are text by the file format. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> entriesOf(Object group) {
        return group instanceof Map ? (Map<String, Object>) group : Map.of();
    }

    private static String kind(Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName();
    }
}
