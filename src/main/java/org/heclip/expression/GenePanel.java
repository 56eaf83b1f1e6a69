package org.heclip.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The genes a model predicts, chosen and ranked on training sections alone. */
public record GenePanel(List<Gene> genes) {
    /**
     * One gene of the panel.
     *
     * @param hvg whether it is highly variable in any training section
     * @param hvgRank 0 for the most variable gene of the panel; null when {@code hvg} is false
     * @param hegRank 0 for the gene with the highest mean of all shared genes
     * @param meanLogExpression mean log-normalised expression over all training spots
     */
    public record Gene(String name, boolean hvg, Integer hvgRank, int hegRank, double meanLogExpression) {}

    public GenePanel {
        genes = List.copyOf(genes);
    }

    /**
     * How the panel is chosen.
     *
     * @param nHvg how many highly variable genes; of each section, or of all together with {@link HvgSections#RANKED}
     * @param nHeg how many of the genes of highest mean over all spots
     */
    public record Choice(int nHvg, int nHeg, HvgFlavour flavour, HvgSections sections) {}

    /**
     * The highly variable genes and the {@code nHeg} genes of highest mean over all spots, among the genes that all sections
     * share. Variable genes are ranked as scanpy ranks them over batches: by the number of sections that chose them, then by
     * their mean score (0 where undefined); ties keep the first section's order.
     *
     * @param geneNames column names of each section
     * @param counts raw counts {@code [spot][gene]} of each section
     * @param logNormalised of the same spots
     * @return the panel in the order of the first section's genes
     * @throws IllegalArgumentException when the sections share no gene, or too few vary for the flavour
     */
    public static GenePanel fit(
            List<List<String>> geneNames,
            List<ExpressionMatrix> counts,
            List<ExpressionMatrix> logNormalised,
            Choice choice) {
        List<String> shared = shared(geneNames);
        if (shared.isEmpty()) {
            throw new IllegalArgumentException("the training sections share no gene");
        }
        List<ExpressionMatrix> alignedCounts = aligned(geneNames, counts, shared);
        List<ExpressionMatrix> aligned = aligned(geneNames, logNormalised, shared);
        List<Integer> variable = choice.sections() == HvgSections.RANKED
                ? IntStream.of(BatchedVariableGenes.choose(
                                shared, alignedCounts, aligned, choice.flavour(), choice.nHvg()))
                        .boxed()
                        .toList()
                : Variability.over(alignedCounts, aligned, choice).mostVariableFirst();
        return choose(shared, meanOverSpots(aligned), variable, choice.nHeg());
    }

    private static List<ExpressionMatrix> aligned(
            List<List<String>> geneNames, List<ExpressionMatrix> matrices, List<String> shared) {
        List<ExpressionMatrix> aligned = new ArrayList<>();
        for (int i = 0; i < geneNames.size(); i++) {
            aligned.add(
                    geneNames.get(i).equals(shared)
                            ? matrices.get(i)
                            : matrices.get(i).selectCols(indices(geneNames.get(i), shared)));
        }
        return aligned;
    }

    /** Names that all sections have, in the order of the first. */
    public static List<String> shared(List<List<String>> geneNames) {
        List<String> shared = new ArrayList<>(geneNames.get(0));
        geneNames.stream().skip(1).map(HashSet::new).forEach(shared::retainAll);
        return shared;
    }

    /**
     * Where each of {@code wanted} is among {@code names}.
     *
     * @throws IllegalArgumentException for a name that is not there
     */
    public static int[] indices(List<String> names, List<String> wanted) {
        Map<String, Integer> at = new HashMap<>();
        for (int g = 0; g < names.size(); g++) {
            at.putIfAbsent(names.get(g), g);
        }
        return wanted.stream()
                .mapToInt(name -> {
                    Integer index = at.get(name);
                    if (index == null) {
                        throw new IllegalArgumentException("gene '" + name + "' is not there");
                    }
                    return index;
                })
                .toArray();
    }

    /** Names of the panel's genes, in its order. */
    public List<String> names() {
        return genes.stream().map(Gene::name).toList();
    }

    private static GenePanel choose(List<String> names, double[] means, List<Integer> variable, int nHeg) {
        int[] hegRank = ranks(
                IntStream.range(0, names.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(g -> -means[g]))
                        .toList(),
                means.length);
        int[] hvgRank = ranks(variable, means.length);
        List<Gene> genes = new ArrayList<>();
        for (int g = 0; g < means.length; g++) {
            boolean hvg = hvgRank[g] >= 0;
            if (hvg || hegRank[g] < nHeg) {
                genes.add(new Gene(names.get(g), hvg, hvg ? hvgRank[g] : null, hegRank[g], means[g]));
            }
        }
        return new GenePanel(genes);
    }

    /** Rank of each of {@code size} genes among those chosen, -1 for the others. */
    private static int[] ranks(List<Integer> bestFirst, int size) {
        int[] ranks = new int[size];
        Arrays.fill(ranks, -1);
        for (int rank = 0; rank < bestFirst.size(); rank++) {
            ranks[bestFirst.get(rank)] = rank;
        }
        return ranks;
    }

    private static double[] meanOverSpots(List<ExpressionMatrix> sections) {
        double[] sums = new double[sections.get(0).cols()];
        int spots = 0;
        for (ExpressionMatrix section : sections) {
            for (int i = 0; i < section.stored(); i++) {
                sums[section.genes()[i]] += section.values()[i];
            }
            spots += section.rows();
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] /= spots;
        }
        return sums;
    }

    /** How often and how clearly each gene was found variable. */
    private record Variability(int[] sections, double[] meanScore) {
        static Variability over(List<ExpressionMatrix> counts, List<ExpressionMatrix> logNormalised, Choice choice) {
            int genes = logNormalised.get(0).cols();
            Variability sum = new Variability(new int[genes], new double[genes]);
            for (int i = 0; i < counts.size(); i++) {
                HighlyVariableGenes found =
                        HighlyVariableGenes.of(counts.get(i), logNormalised.get(i), choice.flavour(), choice.nHvg());
                for (int g = 0; g < genes; g++) {
                    double score = found.score()[g];
                    sum.sections[g] += found.chosen()[g] ? 1 : 0;
                    sum.meanScore[g] += Double.isNaN(score) ? 0 : score / counts.size();
                }
            }
            return sum;
        }

        List<Integer> mostVariableFirst() {
            return IntStream.range(0, sections.length)
                    .filter(g -> sections[g] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(g -> -sections[g]).thenComparingDouble(g -> -meanScore[g]))
                    .toList();
        }
    }
}
