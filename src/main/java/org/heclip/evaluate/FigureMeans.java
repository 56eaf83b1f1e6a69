package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Means of all figures per gene but the PCC, whose means and intervals are in {@link Summary}. */
public final class FigureMeans {
    private static final Map<String, Function<GeneScore, Double>> FIGURES = figures();

    private FigureMeans() {}

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

    /** Rows in the order of the genes: by model, protocol, panel, level, figure. */
    public static List<Mean> of(List<GeneScore> genes) {
        Map<Group, Map<String, List<GeneScore>>> groups = new LinkedHashMap<>();
        for (GeneScore gene : genes) {
            for (Panel panel : Panel.with(gene)) {
                for (String level : List.of("overall", "fold:" + gene.fold(), "section:" + gene.section())) {
                    groups.computeIfAbsent(
                                    new Group(gene.protocol(), gene.model(), panel.name(), level), g -> new TreeMap<>())
                            .computeIfAbsent(gene.section(), section -> new ArrayList<>())
                            .add(gene);
                }
            }
        }
        List<Mean> means = new ArrayList<>();
        groups.forEach((group, sections) ->
                FIGURES.forEach((figure, value) -> means.add(mean(group, figure, value, sections))));
        return means;
    }

    private static Mean mean(
            Group group, String figure, Function<GeneScore, Double> value, Map<String, List<GeneScore>> sections) {
        int n = 0;
        int undefined = 0;
        double sum = 0;
        int defined = 0;
        for (List<GeneScore> section : sections.values()) {
            double[] values = section.stream()
                    .map(value)
                    .filter(figureOfGene -> figureOfGene != null)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            n += section.size();
            undefined += section.size() - values.length;
            if (values.length > 0) {
                sum += Arrays.stream(values).average().orElseThrow();
                defined++;
            }
        }
        return new Mean(
                group.model(),
                group.protocol(),
                group.panel(),
                group.level(),
                figure,
                Figures.of(sum / defined),
                n,
                undefined);
    }
}
