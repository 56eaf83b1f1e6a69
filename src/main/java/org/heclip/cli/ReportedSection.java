package org.heclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.heclip.align.Displacement;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.SpotScore;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.NdArray;
import org.heclip.report.ReportInput.Layer;
import org.heclip.report.ReportInput.Positions;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportInput.TissueImage;
import org.heclip.section.Mpp;

/** A section h5ad after alignment, as the report shows it. */
record ReportedSection(SectionFile file) {
    static ReportedSection read(Path path) {
        return new ReportedSection(SectionFile.read(path));
    }

    String id() {
        return file.section();
    }

    List<String> barcodes() {
        return file.data().obs().index();
    }

    /** @param spots scores of the spots of all sections */
    SectionView view(List<SpotScore> spots) {
        Object orientation = group(file.data().uns(), "heclip").get("orientation");
        return new SectionView(
                file.section(),
                file.patient(),
                file.text("technology"),
                file.mpp().map(Mpp::value).orElse(null),
                file.data().obs().size(),
                file.data().var().size(),
                orientation == null ? null : orientation.toString(),
                orientation == null ? null : (Double) file.number("orientation_margin"),
                displacement(),
                warnings(),
                layers(spots),
                positions(),
                image());
    }

    /** Null where it was not looked at. */
    private String displacement() {
        Map<?, ?> heclip = group(file.data().uns(), "heclip");
        if (!heclip.containsKey("displacement_rms")) {
            return null;
        }
        double mpp = file.mpp().map(Mpp::value).orElse(1.0);
        return String.format(
                Locale.ROOT,
                "%s when moved by x %s, y %s %s and turned by %s degrees (95 %% intervals): %s",
                Displacement.Witness.PRINTED_SPOTS.label().equals(heclip.get("displacement_witness"))
                        ? "The array's printed spots are seen on bare glass"
                        : "Expression fits the image best",
                estimate("displacement_x", "%.0f", mpp),
                estimate("displacement_y", "%.0f", mpp),
                file.mpp().isPresent() ? "\u00b5m" : "pixels",
                estimate("displacement_turn", "%.2f", 1),
                Boolean.TRUE.equals(heclip.get("displacement_detected"))
                        ? "more than chance and more than a twentieth of the spots' distance"
                        : "no displacement beyond doubt");
    }

    private String estimate(String name, String format, double unit) {
        return number(format, unit * file.number(name)) + " [" + number(format, unit * file.number(name + "_low"))
                + " to " + number(format, unit * file.number(name + "_high")) + "]";
    }

    /** With a sign that no line break parts from its number. */
    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value).replace('-', '\u2212');
    }

    private List<Layer> layers(List<SpotScore> spots) {
        List<Layer> layers = new ArrayList<>();
        column("total_counts", "counts per spot", layers);
        column("n_genes_by_counts", "genes per spot", layers);
        column("pct_counts_mt", "mitochondrial counts, %", layers);
        column("tissue_fraction", "part of the spot on tissue", layers);
        column("sharpness", "sharpness of the image", layers);
        column("haematoxylin_od", "haematoxylin, optical density", layers);
        column("eosin_od", "eosin, optical density", layers);
        Map<String, Double> pcc = new HashMap<>();
        spots.stream()
                .filter(spot -> spot.section().equals(file.section()) && spot.pcc() != null)
                .forEach(spot -> pcc.put(spot.barcode(), spot.pcc()));
        if (!pcc.isEmpty()) {
            double[] values = barcodes().stream()
                    .mapToDouble(barcode -> pcc.getOrDefault(barcode, Double.NaN))
                    .toArray();
            String model = spots.get(0).model();
            layers.add(new Layer("PCC over the genes of a spot, " + model, values, new double[0], Map.of()));
        }
        return layers;
    }

    private void column(String name, String label, List<Layer> layers) {
        double[] before = group(group(file.data().uns(), "heclip"), "qc_before").get(name) instanceof NdArray array
                        && array.values() instanceof double[] all
                ? all
                : new double[0];
        Column column = file.data().obs().column(name).orElse(null);
        if (column instanceof Column.Ints ints) {
            double[] values = LongStream.of(ints.values()).asDoubleStream().toArray();
            layers.add(new Layer(label, values, before, thresholds(name)));
        } else if (column instanceof Column.Doubles doubles) {
            layers.add(new Layer(label, doubles.values(), before, thresholds(name)));
        }
    }

    /** In the units of the column: those of logarithms are undone. */
    private Map<String, Double> thresholds(String column) {
        Map<String, Double> marks = new LinkedHashMap<>();
        switch (column) {
            case "total_counts" -> mark("least", "qc_min_counts", marks);
            case "n_genes_by_counts" -> mark("least", "qc_min_genes", marks);
            case "pct_counts_mt" -> mark("most", "qc_max_pct_mt", marks);
            default -> {
                return marks;
            }
        }
        Map<?, ?> heclip = group(file.data().uns(), "heclip");
        for (String end : List.of("low", "high")) {
            if (heclip.get("qc_log1p_" + column + "_" + end) instanceof Number log) {
                marks.put("MAD, " + end, Math.rint(Math.expm1(log.doubleValue())));
            }
        }
        mark("MAD, high", "qc_" + column + "_high", marks);
        return marks;
    }

    private void mark(String label, String key, Map<String, Double> marks) {
        if (group(file.data().uns(), "heclip").get(key) instanceof Number limit) {
            marks.put(label, limit.doubleValue());
        }
    }

    CountedSection counts() {
        return new CountedSection(file.section(), file.data().var().index(), file.counts());
    }

    private Positions positions() {
        double[] xy = file.spatial2d();
        double[] x = new double[xy.length / 2];
        double[] y = new double[xy.length / 2];
        for (int s = 0; s < x.length; s++) {
            x[s] = xy[2 * s];
            y[s] = xy[2 * s + 1];
        }
        return new Positions(x, y, file.scalefactor("spot_diameter_fullres").orElse(0.0));
    }

    private Optional<TissueImage> image() {
        Map<?, ?> place = group(group(file.data().uns(), "spatial"), file.section());
        Optional<Double> scale = file.scalefactor("tissue_lowres_scalef");
        if (scale.isPresent()
                && group(place, "images").get("lowres") instanceof NdArray image
                && image.values() instanceof byte[] rgb
                && image.shape().length == 3
                && image.shape()[2] == 3) {
            return Optional.of(new TissueImage(image.shape()[1], image.shape()[0], rgb, scale.get()));
        }
        return Optional.empty();
    }

    private List<String> warnings() {
        return warnings(group(file.data().uns(), "heclip"));
    }

    /** @param heclip the section's {@code uns["heclip"]} */
    static List<String> warnings(Map<?, ?> heclip) {
        Object warnings = heclip.get("align_warnings");
        return warnings instanceof NdArray array && array.values() instanceof String[] texts
                ? Arrays.asList(texts)
                : List.of();
    }

    private static Map<?, ?> group(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> child ? child : Map.of();
    }
}
