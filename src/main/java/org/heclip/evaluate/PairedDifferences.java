package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Models compared gene by gene on the sections that both predict. Takes one section after the other and keeps a sum for each pair
 * and gene.
 */
public final class PairedDifferences {
    private static final int REPLICATES = 1000;

    /** By protocol, then pair, both in the order of their names; then panel, then gene. */
    private final Map<String, Map<Pair, Map<String, Map<String, Tally>>>> differences = new TreeMap<>();

    private record Pair(String a, String b) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int first = a.compareTo(other.a);
            return first == 0 ? b.compareTo(other.b) : first;
        }
    }

    /** Of one gene: over the sections so far. */
    private static final class Tally {
        private double sum;
        private int sections;

        double mean() {
            return sum / sections;
        }
    }

    /** @param section genes of one section under one protocol, by model */
    public void add(String protocol, Map<String, List<GeneScore>> section) {
        Map<Pair, Map<String, Map<String, Tally>>> pairs =
                differences.computeIfAbsent(protocol, name -> new TreeMap<>());
        List<String> models = section.keySet().stream().sorted().toList();
        for (int b = 1; b < models.size(); b++) {
            Map<String, GeneScore> others = new HashMap<>();
            section.get(models.get(b)).forEach(score -> others.put(score.gene(), score));
            for (int a = 0; a < b; a++) {
                Pair pair = new Pair(models.get(a), models.get(b));
                add(section.get(pair.a()), others, pairs.computeIfAbsent(pair, p -> new LinkedHashMap<>()));
            }
        }
    }

    private static void add(
            List<GeneScore> scores, Map<String, GeneScore> others, Map<String, Map<String, Tally>> panels) {
        for (GeneScore score : scores) {
            GeneScore other = others.get(score.gene());
            if (other != null) {
                for (Panel panel : Panel.with(score)) {
                    Tally tally = panels.computeIfAbsent(panel.name(), name -> new TreeMap<>())
                            .computeIfAbsent(score.gene(), gene -> new Tally());
                    tally.sum += orZero(score.pcc()) - orZero(other.pcc());
                    tally.sections++;
                }
            }
        }
    }

    /**
     * @param seed of the resamples of genes
     * @return each pair of models once, a before b by name, for each protocol and each panel
     */
    public List<PairedScore> rows(long seed) {
        List<PairedScore> rows = new ArrayList<>();
        differences.forEach((protocol, pairs) -> pairs.forEach((pair, panels) ->
                panels.forEach((panel, genes) -> rows.add(score(protocol, panel, pair, genes.values(), seed)))));
        return rows;
    }

    private static PairedScore score(String protocol, String panel, Pair pair, Collection<Tally> genes, long seed) {
        double[] differences = genes.stream().mapToDouble(Tally::mean).toArray();
        Bootstrap.Interval interval = Bootstrap.interval(
                Bootstrap.of(differences.length, REPLICATES, seed).means(differences));
        return new PairedScore(
                protocol,
                panel,
                pair.a(),
                pair.b(),
                Figures.of(DoubleStream.of(differences).average().orElseThrow()),
                Figures.of(interval.low()),
                Figures.of(interval.high()));
    }

    private static double orZero(Double pcc) {
        return pcc == null ? 0 : pcc;
    }
}
