package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heclip.error.InputException;

/** Sections put together: by fold and overall, each section counting the same. */
public final class Summary {
    /** Fewer sections have too few different resamples for a 95 % interval. */
    private static final int FEWEST_SECTIONS = 5;

    private static final int SECTION_REPLICATES = 1000;

    private Summary() {}

    /**
     * @param panels of all models and sections
     * @param replicates of the same, one evaluation after the other
     * @param seed of the resamples of sections
     * @return by model, protocol, panel (in the order in which they come), then overall, folds, sections
     * @throws InputException when a section of a model comes twice
     */
    public static List<SummaryScore> of(List<PanelScore> panels, Iterable<List<ReplicateScore>> replicates, long seed) {
        Map<String, double[]> resampled = new HashMap<>();
        replicates.forEach(rows -> resampled.putAll(resampled(rows)));
        Map<Group, Map<String, List<PanelScore>>> groups = new LinkedHashMap<>();
        for (PanelScore score : panels) {
            Map<String, List<PanelScore>> levels = groups.computeIfAbsent(
                    new Group(score.model(), score.protocol(), score.panel()), group -> new TreeMap<>());
            for (String level : List.of("overall", "fold:" + score.fold(), "section:" + score.section())) {
                levels.computeIfAbsent(level, l -> new ArrayList<>()).add(score);
            }
        }
        List<SummaryScore> summary = new ArrayList<>();
        groups.forEach((group, levels) -> new TreeSet<>(levels.keySet())
                .stream()
                        .sorted((a, b) -> Boolean.compare(!a.equals("overall"), !b.equals("overall")))
                        .forEach(level -> summary.add(score(group, level, levels.get(level), resampled, seed))));
        return summary;
    }

    private record Group(String model, String protocol, String panel) {}

    private static SummaryScore score(
            Group group, String level, List<PanelScore> sections, Map<String, double[]> resampled, long seed) {
        requireOnce(sections);
        List<PanelScore> defined =
                sections.stream().filter(score -> score.mean() != null).toList();
        double mean = defined.stream().mapToDouble(PanelScore::mean).average().orElse(Double.NaN);
        Bootstrap.Interval interval = Bootstrap.interval(meanOf(defined, resampled));
        Bootstrap.Interval overSections = overSections(defined, seed);
        return new SummaryScore(
                group.model(),
                group.protocol(),
                group.panel(),
                level,
                Figures.of(mean),
                Figures.of(interval.low()),
                Figures.of(interval.high()),
                sections.stream().mapToInt(PanelScore::n).sum(),
                sections.stream().mapToInt(PanelScore::undefined).sum(),
                sections.size(),
                Figures.of(overSections.low()),
                Figures.of(overSections.high()));
    }

    private static Bootstrap.Interval overSections(List<PanelScore> defined, long seed) {
        double[] means = defined.stream().mapToDouble(PanelScore::mean).toArray();
        return means.length < FEWEST_SECTIONS
                ? new Bootstrap.Interval(Double.NaN, Double.NaN)
                : Bootstrap.interval(
                        Bootstrap.of(means.length, SECTION_REPLICATES, seed).means(means));
    }

    private static void requireOnce(List<PanelScore> sections) {
        List<String> names = sections.stream().map(PanelScore::section).toList();
        List<String> twice = names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .distinct()
                .toList();
        if (!twice.isEmpty()) {
            throw new InputException(
                    "panels.tsv",
                    "model " + sections.get(0).model(),
                    "found section " + String.join(", ", twice) + " in two evaluations, expected one");
        }
    }

    private static String key(String model, String protocol, String panel, String section) {
        return String.join("\t", model, protocol, panel, section);
    }

    /** Replicate means of each section, by {@link #key}. */
    private static Map<String, double[]> resampled(List<ReplicateScore> replicates) {
        Map<String, List<ReplicateScore>> bySection = replicates.stream()
                .collect(Collectors.groupingBy(r -> key(r.model(), r.protocol(), r.panel(), r.section())));
        Map<String, double[]> resampled = new HashMap<>();
        bySection.forEach((section, rows) -> {
            double[] means = new double[rows.size()];
            rows.forEach(row -> means[row.replicate()] = row.mean());
            resampled.put(section, means);
        });
        return resampled;
    }

    /** The mean over the sections within each replicate; none unless all sections have as many. */
    private static double[] meanOf(List<PanelScore> sections, Map<String, double[]> resampled) {
        List<double[]> each = sections.stream()
                .map(s -> resampled.getOrDefault(key(s.model(), s.protocol(), s.panel(), s.section()), new double[0]))
                .toList();
        int replicates = each.stream().mapToInt(r -> r.length).min().orElse(0);
        double[] means = new double[replicates];
        for (double[] section : each) {
            for (int r = 0; r < replicates; r++) {
                means[r] += section[r] / each.size();
            }
        }
        return means;
    }
}
