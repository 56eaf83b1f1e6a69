package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heclip.evaluate.GeneScore;
import org.heclip.evaluate.SummaryScore;

/** Which genes are drawn over the tissue: the best and the worst of the model with the highest mean. */
public final class MapChoice {
    /** No more spots of a section are drawn. */
    public static final int MOST_SPOTS = SpotSample.MOST;

    private static final int BEST = 4;
    private static final int WORST = 2;
    private static final int EXPLORED_BEST = 6;
    private static final int EXPLORED_WORST = 4;
    private static final int EXPLORED_MARKERS = 6;
    private static final String SECTION = "section:";
    private static final String HONEST = "honest";
    /** What the values of all explored genes may take of the page. */
    private static final double MAP_BYTES = 10e6;

    private static final double BASE64 = 4 / 3.0;

    private MapChoice() {}

    /**
     * @param best whether it is among the best predicted genes, else among the worst
     * @param meanPcc over the sections; undefined ones count as 0
     * @param pcc on this section; null when undefined
     */
    public record Choice(
            String model, String protocol, String gene, String section, boolean best, double meanPcc, Double pcc) {}

    /**
     * The model with the highest overall mean over all genes; empty when there is none. A model under another protocol leads
     * only where there is no honest one: what leaks win is no merit.
     */
    public static Optional<SummaryScore> leader(List<SummaryScore> summary) {
        return summary.stream()
                .filter(score ->
                        score.level().equals("overall") && score.panel().equals("all") && score.mean() != null)
                .max(Comparator.comparing(
                                (SummaryScore score) -> score.protocol().equals(HONEST))
                        .thenComparing(SummaryScore::mean));
    }

    /** The best genes, best first, each on the section where it does best; then the worst, each where it does worst. */
    public static List<Choice> of(List<SummaryScore> summary, List<GeneScore> genes) {
        return leader(summary).map(leader -> of(leader, genes)).orElse(List.of());
    }

    private static List<Choice> of(SummaryScore leader, List<GeneScore> genes) {
        List<List<GeneScore>> bestFirst = bestFirst(leader, genes);
        int best = Math.min(BEST, bestFirst.size());
        int worst = Math.min(WORST, bestFirst.size() - best);
        List<Choice> choices = new ArrayList<>();
        bestFirst.subList(0, best).forEach(scores -> choices.add(choice(scores, true)));
        bestFirst
                .subList(bestFirst.size() - worst, bestFirst.size())
                .forEach(scores -> choices.add(choice(scores, false)));
        return choices;
    }

    /** The genes and sections whose values the page holds. */
    public record Explored(List<String> genes, List<String> sections) {}

    /**
     * The best and worst genes and the first markers, on as many sections as there is room for, spread from the best predicted
     * to the worst.
     *
     * @param spots drawn spots of each section
     */
    public static Explored explored(List<SummaryScore> summary, List<GeneScore> genes, Map<String, Integer> spots) {
        List<List<GeneScore>> bestFirst =
                leader(summary).map(leader -> bestFirst(leader, genes)).orElse(List.of());
        Set<String> names = new LinkedHashSet<>();
        int best = Math.min(EXPLORED_BEST, bestFirst.size());
        bestFirst.subList(0, best).forEach(scores -> names.add(scores.get(0).gene()));
        genes.stream()
                .filter(GeneScore::marker)
                .map(GeneScore::gene)
                .distinct()
                .limit(EXPLORED_MARKERS)
                .forEach(names::add);
        bestFirst
                .subList(Math.max(best, bestFirst.size() - EXPLORED_WORST), bestFirst.size())
                .forEach(scores -> names.add(scores.get(0).gene()));
        List<String> sections = leader(summary).map(leader -> sections(leader, summary)).orElse(List.of()).stream()
                .filter(spots::containsKey)
                .toList();
        long models = summary.stream()
                .map(score -> new Models.Key(score.model(), score.protocol()))
                .distinct()
                .count();
        double each =
                sections.stream().mapToInt(spots::get).average().orElse(1) * names.size() * (1 + 2 * models) * BASE64;
        int room = (int) Math.max(1, Math.min(sections.size(), MAP_BYTES / each));
        List<String> spread = IntStream.range(0, sections.isEmpty() ? 0 : room)
                .mapToObj(i -> sections.get(room == 1 ? 0 : (int) Math.round(i * (sections.size() - 1.0) / (room - 1))))
                .toList();
        return new Explored(List.copyOf(names), spread);
    }

    private static List<String> sections(SummaryScore leader, List<SummaryScore> summary) {
        return summary.stream()
                .filter(score -> score.model().equals(leader.model())
                        && score.protocol().equals(leader.protocol())
                        && score.panel().equals(leader.panel())
                        && score.level().startsWith(SECTION)
                        && score.mean() != null)
                .sorted(Comparator.comparingDouble(score -> -score.mean()))
                .map(score -> score.level().substring(SECTION.length()))
                .toList();
    }

    private static List<List<GeneScore>> bestFirst(SummaryScore leader, List<GeneScore> genes) {
        Map<String, List<GeneScore>> byGene = genes.stream()
                .filter(score ->
                        score.model().equals(leader.model()) && score.protocol().equals(leader.protocol()))
                .collect(Collectors.groupingBy(GeneScore::gene, TreeMap::new, Collectors.toList()));
        return byGene.values().stream()
                .sorted(Comparator.comparingDouble(scores -> -mean(scores)))
                .toList();
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
