package org.heclip.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.heclip.report.ReportInput.GeneValues;
import org.heclip.report.ReportInput.SectionView;
import org.heclip.report.ReportPage.MapRow;
import org.heclip.report.ReportPage.Picture;
import org.heclip.report.ReportPage.Table;

/** Which genes are predicted well and which are not, by model, and what that looks like over the tissue. */
public record GenesPart(Chart distribution, List<MapRow> maps, List<ModelGenes> tables) {
    /** The best and worst genes of a model that has any with a PCC. */
    public record ModelGenes(String model, Table table) {}

    static GenesPart of(ReportInput input, Models models) {
        Plots.Distribution distribution = Plots.Distribution.of(
                models.keys().stream().map(key -> series(input, models, key)).toList());
        List<ModelGenes> tables = new ArrayList<>();
        for (Models.Key key : models.keys()) {
            if (distribution.models().get(models.keys().indexOf(key)).n() > 0) {
                tables.add(new ModelGenes(models.label(key), new GeneTable(input, key).table()));
            }
        }
        return new GenesPart(
                new Chart("distribution", "distribution", distribution, Plots.distribution(distribution)),
                input.choices().stream()
                        .flatMap(choice -> mapRow(input, choice).stream())
                        .toList(),
                tables);
    }

    private static Plots.Series series(ReportInput input, Models models, Models.Key key) {
        double[] values = input.genes().genes(key).stream()
                .flatMapToDouble(gene -> DoubleStream.of(gene.defined()))
                .toArray();
        return new Plots.Series(models.label(key), models.colour(key), values);
    }

    private static Optional<MapRow> mapRow(ReportInput input, MapChoice.Choice choice) {
        Optional<SectionView> view = input.sections().stream()
                .filter(section -> section.id().equals(choice.section()))
                .findFirst();
        Optional<GeneValues> values = input.explored().stream()
                .filter(v -> v.model().equals(choice.model())
                        && v.protocol().equals(choice.protocol())
                        && v.section().equals(choice.section())
                        && v.gene().equals(choice.gene()))
                .findFirst();
        if (view.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        SpotMap drawn = new SpotMap(view.get().image(), view.get().positions(), SpotMap.SMALL);
        List<Picture> pictures = new ArrayList<>();
        pictures.add(picture("measured", drawn, values.get().measured()));
        pictures.add(picture("predicted", drawn, values.get().predicted()));
        boolean constant = Quantised.isFlat(values.get().sd());
        if (!constant) {
            pictures.add(picture("sd of the prediction", drawn, values.get().sd()));
        }
        return Optional.of(new MapRow(
                choice,
                Figure.text(choice.pcc()),
                Figure.text(choice.meanPcc()),
                drawn.tissue(),
                across(drawn, view.get().mpp()),
                pictures,
                constant));
    }

    /** Width of the picture in um; empty where the pixel size is not known. */
    private static String across(SpotMap map, Double mpp) {
        return mpp == null ? "" : Figure.whole(map.width() / map.scale() * mpp);
    }

    private static Picture picture(String label, SpotMap map, double[] values) {
        SpotMap.Range range = SpotMap.Range.of(values);
        String shown = range.low() == range.high() ? label + ", the same on all spots" : label;
        return new Picture(shown, map.values(values, range), Figure.brief(range.low()), Figure.brief(range.high()));
    }
}
