package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Models compared gene by gene on the sections that both predict. */
public final class PairedDifferences {
    private static final int REPLICATES = 1000;

    private PairedDifferences() {}

    /**
     * @param genes scores of all models and sections
     * @param seed of the resamples of genes
     * @return each pair of models once, a before b by name, for each protocol and each panel
     */
    public static List<PairedScore> of(List<GeneScore> genes, long seed) {
        List<PairedScore> paired = new ArrayList<>();
        new TreeMap<>(genes.stream().collect(Collectors.groupingBy(GeneScore::protocol)))
                .forEach((protocol, scores) -> {
                    List<String> models = List.copyOf(
                            scores.stream().map(GeneScore::model).collect(Collectors.toCollection(TreeSet::new)));
                    Map<String, Map<Place, GeneScore>> byModel = byModel(scores);
                    for (int a = 0; a < models.size(); a++) {
                        for (int b = a + 1; b < models.size(); b++) {
                            paired.addAll(pair(protocol, models.get(a), models.get(b), byModel, seed));
                        }
                    }
                });
        return paired;
    }

    /** A gene in a section. */
    private record Place(String section, String gene) {}

    private static Map<String, Map<Place, GeneScore>> byModel(List<GeneScore> scores) {
        Map<String, Map<Place, GeneScore>> byModel = new LinkedHashMap<>();
        scores.forEach(score -> byModel.computeIfAbsent(score.model(), model -> new LinkedHashMap<>())
                .put(new Place(score.section(), score.gene()), score));
        return byModel;
    }

    private static List<PairedScore> pair(
            String protocol, String a, String b, Map<String, Map<Place, GeneScore>> byModel, long seed) {
        Map<String, Map<String, List<Double>>> differences = new LinkedHashMap<>();
        byModel.get(a).forEach((place, score) -> {
            GeneScore other = byModel.get(b).get(place);
            if (other != null) {
                double difference = orZero(score.pcc()) - orZero(other.pcc());
                for (Panel panel : Panel.with(score)) {
                    differences
                            .computeIfAbsent(panel.name(), name -> new TreeMap<>())
                            .computeIfAbsent(place.gene(), gene -> new ArrayList<>())
                            .add(difference);
                }
            }
        });
        List<PairedScore> scores = new ArrayList<>();
        differences.forEach((panel, perGene) -> scores.add(score(protocol, panel, a, b, perGene.values(), seed)));
        return scores;
    }

    private static PairedScore score(
            String protocol, String panel, String a, String b, Collection<List<Double>> perGene, long seed) {
        double[] differences = perGene.stream()
                .mapToDouble(sections -> sections.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toArray();
        Bootstrap.Interval interval = Bootstrap.interval(
                Bootstrap.of(differences.length, REPLICATES, seed).means(differences));
        return new PairedScore(
                protocol,
                panel,
                a,
                b,
                Figures.of(DoubleStream.of(differences).average().orElseThrow()),
                Figures.of(interval.low()),
                Figures.of(interval.high()));
    }

    private static double orZero(Double pcc) {
        return pcc == null ? 0 : pcc;
    }
}
