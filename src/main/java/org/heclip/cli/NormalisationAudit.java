package org.heclip.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GeneIdentity;
import org.heclip.expression.Normalisation;

/**
 * Whether the normalisation and the means of a model's panel are what the training sections give. Takes one section after the other and
 * keeps the spots' totals and the genes' means.
 */
final class NormalisationAudit {
    /** Those that the models say. */
    private final double[] targetSums;

    private final List<double[]> totals = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    /** @param means of the genes, log-normalised to each target sum */
    private record Section(GeneIdentity.Genes genes, int spots, Map<Double, double[]> means) {}

    NormalisationAudit(List<ModelDescription> models) {
        targetSums = models.stream()
                .mapToDouble(model -> model.card().targetSum())
                .filter(sum -> sum > 0 && Double.isFinite(sum))
                .distinct()
                .toArray();
    }

    /** @param counts of the spots that are learned from */
    void add(GeneIdentity.Genes genes, ExpressionMatrix counts) {
        double[] own = Normalisation.totals(counts);
        Map<Double, double[]> means = new HashMap<>();
        for (double sum : targetSums) {
            means.put(sum, Normalisation.means(Normalisation.logNormalise(counts, own, sum)));
        }
        totals.add(own);
        sections.add(new Section(genes, counts.rows(), means));
    }

    /** What is wrong with a model, a sentence each. @param rounding part by which numbers may differ */
    List<String> problems(ModelDescription model, double rounding) {
        double found = model.card().targetSum();
        double targetSum = Normalisation.medianTotal(
                totals.stream().flatMapToDouble(Arrays::stream).toArray());
        if (differ(targetSum, found, rounding)) {
            return List.of("counts are normalised to " + found + ", the training sections give " + targetSum);
        }
        double[] means = means(model.panel(), found);
        for (int g = 0; g < means.length; g++) {
            PanelRow row = model.panel().get(g);
            if (differ(means[g], row.meanLogExpression(), rounding)) {
                return List.of("mean of gene " + row.gene() + " is " + row.meanLogExpression()
                        + " in the panel, the training sections give " + means[g]);
            }
        }
        return List.of();
    }

    /** Over all training spots; a gene that a section does not have is zero there. */
    private double[] means(List<PanelRow> panel, double targetSum) {
        double[] sums = new double[panel.size()];
        int spots = 0;
        for (Section section : sections) {
            int[] columns = GeneIdentity.indices(section.genes(), PanelRow.identity(panel));
            double[] means = section.means().get(targetSum);
            for (int g = 0; g < sums.length; g++) {
                sums[g] += columns[g] < 0 ? 0 : means[columns[g]] * section.spots();
            }
            spots += section.spots();
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] /= spots;
        }
        return sums;
    }

    private static boolean differ(double refitted, double found, double rounding) {
        // what is no number is not what the training sections give
        return !(Math.abs(refitted - found) <= rounding * Math.max(1, Math.abs(found)));
    }
}
