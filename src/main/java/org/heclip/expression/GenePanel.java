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
     * The union over sections of each section's {@code nHvg} most variable genes, and the {@code nHeg} genes of highest mean
     * over all spots, among the genes that all sections share. Variable genes are ranked as scanpy ranks them over batches:
     * by the number of sections that chose them, then by their mean normalised dispersion (0 where undefined); ties keep the
     * first section's order.
     *
     * @param geneNames column names of each section
     * @param logNormalised {@code [spot][gene]} of each section
     * @return the panel in the order of the first section's genes
     * @throws IllegalArgumentException when the sections share no gene
     */
    public static GenePanel fit(
            List<List<String>> geneNames, List<ExpressionMatrix> logNormalised, int nHvg, int nHeg) {
        List<String> shared = shared(geneNames);
        if (shared.isEmpty()) {
            throw new IllegalArgumentException("the training sections share no gene");
        }
        List<ExpressionMatrix> aligned = new ArrayList<>();
        for (int i = 0; i < geneNames.size(); i++) {
            aligned.add(logNormalised.get(i).selectCols(indices(geneNames.get(i), shared)));
        }
        return choose(shared, meanOverSpots(aligned), Variability.over(aligned, nHvg), nHeg);
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

    private static GenePanel choose(List<String> names, double[] means, Variability variability, int nHeg) {
        int[] hegRank = ranks(
                IntStream.range(0, names.size()).boxed().toList(),
                Comparator.comparingDouble(g -> -means[g]),
                means.length);
        int[] hvgRank = ranks(variability.chosen(), variability.mostVariableFirst(), means.length);
        List<Gene> genes = new ArrayList<>();
        for (int g = 0; g < means.length; g++) {
            boolean hvg = hvgRank[g] >= 0;
            if (hvg || hegRank[g] < nHeg) {
                genes.add(new Gene(names.get(g), hvg, hvg ? hvgRank[g] : null, hegRank[g], means[g]));
            }
        }
        return new GenePanel(genes);
    }

    /** Rank of each of {@code size} genes among the candidates, -1 for the others. */
    private static int[] ranks(List<Integer> candidates, Comparator<Integer> bestFirst, int size) {
        int[] ranks = new int[size];
        Arrays.fill(ranks, -1);
        List<Integer> sorted = candidates.stream().sorted(bestFirst).toList();
        for (int rank = 0; rank < sorted.size(); rank++) {
            ranks[sorted.get(rank)] = rank;
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
    private record Variability(int[] sections, double[] meanDispersion) {
        static Variability over(List<ExpressionMatrix> aligned, int nHvg) {
            int genes = aligned.get(0).cols();
            Variability sum = new Variability(new int[genes], new double[genes]);
            for (ExpressionMatrix section : aligned) {
                HighlyVariableGenes found = HighlyVariableGenes.of(section, nHvg);
                for (int g = 0; g < genes; g++) {
                    double dispersion = found.normalised()[g];
                    sum.sections[g] += found.chosen()[g] ? 1 : 0;
                    sum.meanDispersion[g] += Double.isNaN(dispersion) ? 0 : dispersion / aligned.size();
                }
            }
            return sum;
        }

        List<Integer> chosen() {
            return IntStream.range(0, sections.length)
                    .filter(g -> sections[g] > 0)
                    .boxed()
                    .toList();
        }

        Comparator<Integer> mostVariableFirst() {
            return Comparator.<Integer>comparingInt(g -> -sections[g]).thenComparingDouble(g -> -meanDispersion[g]);
        }
    }
}
