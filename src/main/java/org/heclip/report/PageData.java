package org.heclip.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.report.ReportInput.GeneValues;
import org.heclip.report.ReportInput.Layer;
import org.heclip.report.ReportInput.SectionView;

/**
 * What the page's script draws from: all numbers, thinned to what a picture can show.
 *
 * @param unit what was held out: "section", or "block"
 */
record PageData(
        List<String> colours,
        String unit,
        Map<String, ChartData> charts,
        List<SectionData> sections,
        ExplorerData explorer) {
    /** {@link Chart} without its drawing. */
    record ChartData(String kind, Object data) {}

    /**
     * A section's picture and spots.
     *
     * @param picture data URI
     * @param radius of a spot in pixels of the picture
     * @param umPerPx um of tissue a pixel of the picture; null where the pixel size is not known
     * @param x of each drawn spot; see {@link Quantised#places}
     * @param spots all spots of the section
     */
    record SectionData(
            String id,
            String picture,
            int width,
            int height,
            double radius,
            Double umPerPx,
            String x,
            String y,
            int drawn,
            int spots,
            List<LayerData> layers) {}

    /** A figure of each drawn spot. */
    record LayerData(String label, Quantised map) {}

    /** Genes over sections: {@code values.get(gene number + "," + section number)}. */
    record ExplorerData(
            List<String> models,
            List<GeneData> genes,
            List<Integer> sections,
            int sectionsInAll,
            Map<String, PlaceData> values) {}

    /** A gene's name and its mean PCC by model; null when undefined everywhere. */
    record GeneData(String name, List<Double> meanPcc) {}

    /** A gene on a section: measured, and as each model predicts it. */
    record PlaceData(Quantised measured, List<ModelData> models) {}

    /**
     * @param model number of the model
     * @param sd null when it is the same on all spots, then {@code constantSd}
     */
    record ModelData(int model, Double pcc, Quantised predicted, Quantised sd, Double constantSd) {}

    static PageData of(ReportInput input, ReportPage page) {
        Models models = new Models(input.summary());
        Map<String, ChartData> charts = new LinkedHashMap<>();
        page.charts().forEach(chart -> charts.put(chart.id(), new ChartData(chart.kind(), chart.data())));
        Map<String, int[]> drawn = new LinkedHashMap<>();
        List<SectionData> sections = new ArrayList<>();
        for (SectionView view : input.sections()) {
            int[] sample = SpotSample.of(view.positions());
            drawn.put(view.id(), sample);
            sections.add(section(view, sample));
        }
        String unit = HeldOut.of(input.fits()).unit(1);
        return new PageData(Viridis.hex(), unit, charts, sections, explorer(input, models, drawn));
    }

    private static SectionData section(SectionView view, int[] drawn) {
        SpotMap map = new SpotMap(view.image(), view.positions(), SpotMap.LARGE);
        List<LayerData> layers = new ArrayList<>();
        for (Layer layer : view.layers()) {
            if (!Quantised.isFlat(layer.values())) {
                layers.add(new LayerData(layer.label(), Quantised.of(layer.values(), drawn)));
            }
        }
        return new SectionData(
                view.id(),
                map.tissue(),
                map.width(),
                map.height(),
                Quantised.rounded(map.radius()),
                view.mpp() == null ? null : (Double) Quantised.rounded(view.mpp() / map.scale()),
                Quantised.places(map.xPx(), drawn),
                Quantised.places(map.yPx(), drawn),
                drawn.length,
                view.positions().x().length,
                layers);
    }

    private static ExplorerData explorer(ReportInput input, Models models, Map<String, int[]> drawn) {
        List<String> sections = List.copyOf(drawn.keySet());
        List<GeneValues> explored = input.explored().stream()
                .filter(values -> drawn.containsKey(values.section()))
                .toList();
        List<String> genes = explored.stream().map(GeneValues::gene).distinct().toList();
        List<Integer> shown = explored.stream()
                .map(values -> sections.indexOf(values.section()))
                .distinct()
                .sorted()
                .toList();
        Map<String, PlaceData> places = new LinkedHashMap<>();
        for (GeneValues values : explored) {
            int[] spots = drawn.get(values.section());
            String place = genes.indexOf(values.gene()) + "," + sections.indexOf(values.section());
            places.computeIfAbsent(place, p -> new PlaceData(Quantised.of(values.measured(), spots), new ArrayList<>()))
                    .models()
                    .add(model(values, models, spots));
        }
        return new ExplorerData(
                models.keys().stream().map(models::label).toList(),
                genes.stream().map(gene -> gene(gene, input, models)).toList(),
                shown,
                sections.size(),
                places);
    }

    private static ModelData model(GeneValues values, Models models, int[] spots) {
        boolean flat = Quantised.isFlat(values.sd());
        return new ModelData(
                models.keys().indexOf(new Models.Key(values.model(), values.protocol())),
                values.pcc(),
                Quantised.of(values.predicted(), spots),
                flat ? null : Quantised.of(values.sd(), spots),
                flat ? first(values.sd()) : null);
    }

    private static Double first(double[] values) {
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return Quantised.rounded(value);
            }
        }
        return null;
    }

    private static GeneData gene(String gene, ReportInput input, Models models) {
        List<Double> means = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            Double mean = input.genes().meanPcc(key, gene);
            means.add(mean == null ? null : (Double) Quantised.rounded(mean));
        }
        return new GeneData(gene, means);
    }
}
