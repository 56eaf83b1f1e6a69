package org.heclip.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.heclip.evaluate.SummaryScore;
import org.heclip.report.GeneFigures.Gene;
import org.heclip.report.GeneFigures.OnSection;

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
    public static List<Choice> of(List<SummaryScore> summary, GeneFigures genes, Blocks blocks) {
        return leader(summary).map(leader -> of(leader, genes, blocks)).orElse(List.of());
    }

    private static List<Choice> of(SummaryScore leader, GeneFigures genes, Blocks blocks) {
        List<Gene> bestFirst = genes.bestFirst(key(leader));
        int best = Math.min(BEST, bestFirst.size());
        int worst = Math.min(WORST, bestFirst.size() - best);
        List<Choice> choices = new ArrayList<>();
        bestFirst
                .subList(0, best)
                .forEach(gene -> choices.add(choice(leader, gene, genes.bySection(gene, blocks), true)));
        bestFirst
                .subList(bestFirst.size() - worst, bestFirst.size())
                .forEach(gene -> choices.add(choice(leader, gene, genes.bySection(gene, blocks), false)));
        return choices;
    }

    private static Models.Key key(SummaryScore score) {
        return new Models.Key(score.model(), score.protocol());
    }

    private static Choice choice(SummaryScore leader, Gene gene, List<OnSection> sections, boolean best) {
        Comparator<OnSection> byPcc = Comparator.comparingDouble(OnSection::orZero);
        OnSection shown = sections.stream().max(best ? byPcc : byPcc.reversed()).orElseThrow();
        double mean = sections.stream().mapToDouble(OnSection::orZero).average().orElse(0);
        return new Choice(leader.model(), leader.protocol(), gene.name(), shown.section(), best, mean, shown.pcc());
    }

    /**
     * Sections that get a page of their own: those of the maps, as many with warnings as take up half of what is left, and the rest
     * spread from the best predicted to the worst.
     *
     * @param all sections by name
     * @param warned those of them that the alignment warned of
     * @param most of them, 1 or more
     * @return in the order of {@code all}; all when they are no more than that
     */
    public static List<String> pages(
            List<SummaryScore> summary, List<Choice> choices, List<String> all, List<String> warned, int most) {
        if (all.size() <= most) {
            return List.copyOf(all);
        }
        Set<String> chosen = new LinkedHashSet<>();
        choices.stream().map(Choice::section).filter(all::contains).limit(most).forEach(chosen::add);
        int half = chosen.size() + (most - chosen.size()) / 2;
        warned.stream()
                .filter(all::contains)
                .takeWhile(name -> chosen.size() < half)
                .forEach(chosen::add);
        List<String> ranked = leader(summary).map(leader -> sections(leader, summary)).orElse(List.of()).stream()
                .filter(all::contains)
                .filter(name -> !chosen.contains(name))
                .toList();
        chosen.addAll(spread(ranked, most - chosen.size()));
        all.stream().takeWhile(name -> chosen.size() < most).forEach(chosen::add);
        return all.stream().filter(chosen::contains).toList();
    }

    /** As many of the items, at even distances, first and last among them. */
    private static List<String> spread(List<String> items, int wanted) {
        int n = Math.min(wanted, items.size());
        return IntStream.range(0, n)
                .mapToObj(i -> items.get(n == 1 ? 0 : (int) Math.round(i * (items.size() - 1.0) / (n - 1))))
                .toList();
    }

    /** The genes and sections whose values the page holds. */
    public record Explored(List<String> genes, List<String> sections) {}

    /**
     * The best and worst genes and the first markers, on as many sections as there is room for, spread from the best predicted
     * to the worst.
     *
     * @param spots drawn spots of each section
     */
    public static Explored explored(List<SummaryScore> summary, GeneFigures genes, Map<String, Integer> spots) {
        List<Gene> bestFirst =
                leader(summary).map(leader -> genes.bestFirst(key(leader))).orElse(List.of());
        Set<String> names = new LinkedHashSet<>();
        int best = Math.min(EXPLORED_BEST, bestFirst.size());
        bestFirst.subList(0, best).forEach(gene -> names.add(gene.name()));
        genes.markers().stream().limit(EXPLORED_MARKERS).forEach(names::add);
        bestFirst
                .subList(Math.max(best, bestFirst.size() - EXPLORED_WORST), bestFirst.size())
                .forEach(gene -> names.add(gene.name()));
        List<String> sections = leader(summary).map(leader -> sections(leader, summary)).orElse(List.of()).stream()
                .filter(spots::containsKey)
                .toList();
        long models = summary.stream().map(MapChoice::key).distinct().count();
        double each =
                sections.stream().mapToInt(spots::get).average().orElse(1) * names.size() * (1 + 2 * models) * BASE64;
        int room = (int) Math.max(1, Math.min(sections.size(), MAP_BYTES / each));
        return new Explored(List.copyOf(names), spread(sections, room));
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
}
