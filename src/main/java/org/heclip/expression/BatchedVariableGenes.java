package org.heclip.expression;

import java.util.ArrayList;
import java.util.Arrays;
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
            double[] among = below(nTop, ranks, g);
            sections[g] = among.length;
            median[g] = among.length == 0 ? Double.POSITIVE_INFINITY : new Median().evaluate(among);
        }
        return Comparator.<Integer>comparingDouble(g -> median[g]).thenComparingInt(g -> -sections[g]);
    }

    private static double[] below(int nTop, List<int[]> ranks, int g) {
        double[] among = new double[ranks.size()];
        int sections = 0;
        for (int[] rank : ranks) {
            if (rank[g] < nTop) {
                among[sections++] = rank[g];
            }
        }
        return Arrays.copyOf(among, sections);
    }

    /** By the number of sections that chose the gene, then by its mean normalised dispersion, then by name. */
    private static Comparator<Integer> byDispersion(
            List<String> names, List<ExpressionMatrix> logNormalised, HvgFlavour flavour, int nTop) {
        List<HighlyVariableGenes> found = new ArrayList<>();
        logNormalised.forEach(section -> found.add(ofExpressed(section, flavour, nTop)));
        int[] sections = new int[names.size()];
        double[] dispersion = new double[names.size()];
        for (int g = 0; g < sections.length; g++) {
            double total = 0;
            int defined = 0;
            for (HighlyVariableGenes section : found) {
                sections[g] += section.chosen()[g] ? 1 : 0;
                if (!Double.isNaN(section.score()[g])) {
                    total += section.score()[g];
                    defined++;
                }
            }
            dispersion[g] = defined == 0 ? Double.NEGATIVE_INFINITY : total / defined;
        }
        return Comparator.<Integer>comparingInt(g -> -sections[g])
                .thenComparingDouble(g -> -dispersion[g])
                .thenComparing(names::get);
    }

    /** Among the genes that the section expresses; the others have dispersion 0 and are not chosen. */
    private static HighlyVariableGenes ofExpressed(ExpressionMatrix logNormalised, HvgFlavour flavour, int nTop) {
        GeneMoments moments = NormalisedDispersion.moments(logNormalised, flavour);
        int genes = logNormalised.cols();
        int[] expressed =
                IntStream.range(0, genes).filter(g -> moments.sum()[g] > 0).toArray();
        double[] own =
                NormalisedDispersion.of(moments.select(expressed), flavour).normalised();
        boolean[] ownChosen = HighlyVariableGenes.highest(own, nTop);
        double[] score = new double[genes];
        boolean[] chosen = new boolean[genes];
        for (int i = 0; i < expressed.length; i++) {
            score[expressed[i]] = own[i];
            chosen[expressed[i]] = ownChosen[i];
        }
        return new HighlyVariableGenes(score, chosen);
    }
}
