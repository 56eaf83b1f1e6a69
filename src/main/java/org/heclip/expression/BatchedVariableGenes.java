package org.heclip.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Highly variable genes over several sections as scanpy's {@code pp.highly_variable_genes(batch_key=..., n_top_genes=n)}
 * chooses them: found in each section alone, then ranked together.
 */
public final class BatchedVariableGenes {
    private BatchedVariableGenes() {}

    /**
     * @param names of the genes, the columns of all matrices; they decide between equal genes, as in scanpy
     * @param counts raw counts of each section
     * @param logNormalised of each section
     * @return indices of {@code nTop} genes, best first
     */
    public static int[] choose(
            List<String> names,
            List<ExpressionMatrix> counts,
            List<ExpressionMatrix> logNormalised,
            HvgFlavour flavour,
            int nTop) {
        Comparator<Integer> bestFirst = flavour == HvgFlavour.SEURAT_V3
                ? byRank(counts, nTop)
                : byDispersion(names, logNormalised, flavour, nTop);
        return IntStream.range(0, names.size())
                .boxed()
                .sorted(bestFirst)
                .limit(nTop)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** By the median rank over the sections where the gene is among the n best, then by the number of these sections. */
    private static Comparator<Integer> byRank(List<ExpressionMatrix> counts, int nTop) {
        List<int[]> ranks = counts.stream()
                .map(section -> HighlyVariableGenes.ranks(NormalisedVariance.of(section)))
                .toList();
        int genes = ranks.get(0).length;
        double[] median = new double[genes];
        int[] sections = new int[genes];
        for (int g = 0; g < genes; g++) {
            int gene = g;
            double[] among = ranks.stream()
                    .mapToDouble(rank -> rank[gene])
                    .filter(rank -> rank < nTop)
                    .toArray();
            sections[g] = among.length;
            median[g] = among.length == 0 ? Double.POSITIVE_INFINITY : new Median().evaluate(among);
        }
        return Comparator.<Integer>comparingDouble(g -> median[g]).thenComparingInt(g -> -sections[g]);
    }

    /** By the number of sections that chose the gene, then by its mean normalised dispersion, then by name. */
    private static Comparator<Integer> byDispersion(
            List<String> names, List<ExpressionMatrix> logNormalised, HvgFlavour flavour, int nTop) {
        List<HighlyVariableGenes> found = new ArrayList<>();
        logNormalised.forEach(section -> found.add(ofExpressed(section, flavour, nTop)));
        int[] sections = new int[names.size()];
        double[] dispersion = new double[names.size()];
        for (int g = 0; g < sections.length; g++) {
            int gene = g;
            sections[g] = (int)
                    found.stream().filter(section -> section.chosen()[gene]).count();
            dispersion[g] = found.stream()
                    .mapToDouble(section -> section.score()[gene])
                    .filter(score -> !Double.isNaN(score))
                    .average()
                    .orElse(Double.NEGATIVE_INFINITY);
        }
        return Comparator.<Integer>comparingInt(g -> -sections[g])
                .thenComparingDouble(g -> -dispersion[g])
                .thenComparing(names::get);
    }

    /** Among the genes that the section expresses; the others have dispersion 0 and are not chosen. */
    private static HighlyVariableGenes ofExpressed(ExpressionMatrix logNormalised, HvgFlavour flavour, int nTop) {
        int[] stored = GeneMoments.stored(logNormalised);
        int[] expressed =
                IntStream.range(0, stored.length).filter(g -> stored[g] > 0).toArray();
        ExpressionMatrix part = expressed.length == stored.length ? logNormalised : logNormalised.selectCols(expressed);
        double[] own = NormalisedDispersion.of(part, flavour).normalised();
        boolean[] ownChosen = HighlyVariableGenes.highest(own, nTop);
        double[] score = new double[stored.length];
        boolean[] chosen = new boolean[stored.length];
        for (int i = 0; i < expressed.length; i++) {
            score[expressed[i]] = own[i];
            chosen[expressed[i]] = ownChosen[i];
        }
        return new HighlyVariableGenes(score, chosen);
    }
}
