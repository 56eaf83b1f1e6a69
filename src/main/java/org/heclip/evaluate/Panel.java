package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.heclip.evaluate.PredictedSection.RankedGene;

/** A named set of genes; all but the markers are chosen by their ranks on training sections, never by results. */
record Panel(String name, int[] genes) {
    private static final int FIFTY = 50;
    private static final int THOUSAND = 1000;

    /** The panels of a section; {@code markers} only when any are given. */
    static List<Panel> of(List<RankedGene> genes, Set<String> markers) {
        List<Panel> panels = new ArrayList<>(List.of(
                choose("all", genes, gene -> true),
                choose("hvg50", genes, gene -> gene.hvgRank() != null && gene.hvgRank() < FIFTY),
                choose("heg50", genes, gene -> gene.hegRank() != null && gene.hegRank() < FIFTY),
                choose("heg1000", genes, gene -> gene.hegRank() != null && gene.hegRank() < THOUSAND)));
        if (!markers.isEmpty()) {
            panels.add(choose("markers", genes, gene -> markers.contains(gene.name())));
        }
        return panels;
    }

    /** The panels that this one gene is in. */
    static List<Panel> with(GeneScore score) {
        RankedGene gene = new RankedGene(score.gene(), score.hvgRank(), score.hegRank());
        return Panel.of(List.of(gene), score.marker() ? Set.of(score.gene()) : Set.of()).stream()
                .filter(panel -> panel.genes().length > 0)
                .toList();
    }

    private static Panel choose(String name, List<RankedGene> genes, Predicate<RankedGene> chosen) {
        return new Panel(
                name,
                IntStream.range(0, genes.size())
                        .filter(g -> chosen.test(genes.get(g)))
                        .toArray());
    }

    /** Mean over the panel's genes, NaN counted as 0; NaN for a panel without genes. */
    double mean(double[] perGene) {
        return IntStream.of(genes)
                .mapToDouble(g -> Double.isNaN(perGene[g]) ? 0 : perGene[g])
                .average()
                .orElse(Double.NaN);
    }

    int undefined(double[] perGene) {
        return (int) IntStream.of(genes).filter(g -> Double.isNaN(perGene[g])).count();
    }
}
