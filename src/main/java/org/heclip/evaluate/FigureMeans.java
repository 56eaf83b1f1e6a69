package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Means of all figures per gene but the PCC, whose means and intervals are in {@link Summary}. Takes the genes of one evaluation
 * after the other and keeps their sums only.
 */
public final class FigureMeans {
    private static final Map<String, Function<GeneScore, Double>> FIGURES = figures();

    private final Map<Group, Map<String, Tally>> tallies = new LinkedHashMap<>();

    /**
     * Row of {@code figures.tsv}.
     *
     * @param level {@code section:<id>}, {@code fold:<id>} or {@code overall}
     * @param mean over the panel's genes for which the figure is defined, then over the level's sections; null without any
     * @param n genes of the panel, summed over the level's sections
     * @param undefined those of them without the figure
     */
    public record Mean(
            String model,
            String protocol,
            String panel,
            String level,
            String figure,
            Double mean,
            int n,
            int undefined) {}

    private static Map<String, Function<GeneScore, Double>> figures() {
        Map<String, Function<GeneScore, Double>> figures = new LinkedHashMap<>();
        figures.put("spearman", GeneScore::spearman);
        figures.put("rmse", GeneScore::rmse);
        figures.put("mae", GeneScore::mae);
        figures.put("ssim", GeneScore::ssim);
        figures.put("jensen_shannon", GeneScore::jensenShannon);
        figures.put("morans_i_measured", GeneScore::moransIMeasured);
        figures.put("morans_i_predicted", GeneScore::moransIPredicted);
        return figures;
    }

    private record Group(String protocol, String model, String panel, String level) {}

    /** Of one figure: over the sections so far. */
    private static final class Tally {
        private double sum;
        private int sections;
        private int n;
        private int undefined;

        void add(List<GeneScore> section, Function<GeneScore, Double> figure) {
            double[] values = section.stream()
                    .map(figure)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            n += section.size();
            undefined += section.size() - values.length;
            if (values.length > 0) {
                double total = 0;
                for (double value : values) {
                    total += value;
                }
                sum += total / values.length;
                sections++;
            }
        }
    }

    /** @param genes of one model on one section */
    public void add(List<GeneScore> genes) {
        Map<String, List<GeneScore>> panels = new LinkedHashMap<>();
        for (GeneScore gene : genes) {
            Panel.with(gene).forEach(panel -> panels.computeIfAbsent(panel.name(), name -> new ArrayList<>())
                    .add(gene));
        }
        panels.forEach((panel, own) -> {
            GeneScore gene = own.get(0);
            for (String level : List.of("overall", "fold:" + gene.fold(), "section:" + gene.section())) {
                Map<String, Tally> figures = tallies.computeIfAbsent(
                        new Group(gene.protocol(), gene.model(), panel, level), group -> new LinkedHashMap<>());
                FIGURES.forEach((figure, value) ->
                        figures.computeIfAbsent(figure, name -> new Tally()).add(own, value));
            }
        });
    }

    /** By model, protocol, panel, level and figure, in the order in which they came. */
    public List<Mean> rows() {
        List<Mean> rows = new ArrayList<>();
        tallies.forEach((group, figures) -> figures.forEach((figure, tally) -> rows.add(new Mean(
                group.model(),
                group.protocol(),
                group.panel(),
                group.level(),
                figure,
                Figures.of(tally.sum / tally.sections),
                tally.n,
                tally.undefined))));
        return rows;
    }
}
