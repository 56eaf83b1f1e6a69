package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.SummaryScore;

/** Which genes are drawn over the tissue: the best and the worst of the model with the highest mean. */
public final class MapChoice {
    private static final int BEST = 4;
    private static final int WORST = 2;

    private MapChoice() {}

    /**
     * @param best whether it is among the best predicted genes, else among the worst
     * @param meanPcc over the sections; undefined ones count as 0
     * @param pcc on this section; null when undefined
     */
    public record Choice(
            String model, String protocol, String gene, String section, boolean best, double meanPcc, Double pcc) {}

    /** The model with the highest overall mean over all genes; empty when there is none. */
    public static Optional<SummaryScore> leader(List<SummaryScore> summary) {
        return summary.stream()
                .filter(score ->
                        score.level().equals("overall") && score.panel().equals("all") && score.mean() != null)
                .max(Comparator.comparingDouble(SummaryScore::mean));
    }

    /** The best genes, best first, each on the section where it does best; then the worst, each where it does worst. */
    public static List<Choice> of(List<SummaryScore> summary, List<GeneScore> genes) {
        return leader(summary).map(leader -> of(leader, genes)).orElse(List.of());
    }

    private static List<Choice> of(SummaryScore leader, List<GeneScore> genes) {
        Map<String, List<GeneScore>> byGene = genes.stream()
                .filter(score ->
                        score.model().equals(leader.model()) && score.protocol().equals(leader.protocol()))
                .collect(Collectors.groupingBy(GeneScore::gene, TreeMap::new, Collectors.toList()));
        List<List<GeneScore>> bestFirst = byGene.values().stream()
                .sorted(Comparator.comparingDouble(scores -> -mean(scores)))
                .toList();
        int best = Math.min(BEST, bestFirst.size());
        int worst = Math.min(WORST, bestFirst.size() - best);
        List<Choice> choices = new ArrayList<>();
        bestFirst.subList(0, best).forEach(scores -> choices.add(choice(scores, true)));
        bestFirst
                .subList(bestFirst.size() - worst, bestFirst.size())
                .forEach(scores -> choices.add(choice(scores, false)));
        return choices;
    }

    static double mean(List<GeneScore> scores) {
        return scores.stream().mapToDouble(MapChoice::orZero).average().orElse(0);
    }

    private static Choice choice(List<GeneScore> scores, boolean best) {
        Comparator<GeneScore> byPcc = Comparator.comparingDouble(MapChoice::orZero);
        GeneScore shown = scores.stream().max(best ? byPcc : byPcc.reversed()).orElseThrow();
        return new Choice(
                shown.model(), shown.protocol(), shown.gene(), shown.section(), best, mean(scores), shown.pcc());
    }

    private static double orZero(GeneScore score) {
        return score.pcc() == null ? 0 : score.pcc();
    }
}
