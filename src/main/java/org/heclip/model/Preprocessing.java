package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GenePanel;
import org.heclip.expression.Normalisation;

/**
 * All that is fitted to expression before a model sees it, on training sections alone.
 *
 * @param targetSum median of the total counts of the training spots
 * @param expression log-normalised, {@code [spot][panel gene]} of each training section
 */
public record Preprocessing(double targetSum, GenePanel panel, List<DenseMatrix> expression) {
    /**
     * @param genes names of each section's columns
     * @param counts raw counts of each section, {@code [spot][gene]}
     * @throws IllegalArgumentException when the sections share no gene, or no spot has counts
     */
    public static Preprocessing fit(List<List<String>> genes, List<ExpressionMatrix> counts, PanelChoice choice) {
        double targetSum = Normalisation.medianTotal(counts);
        List<ExpressionMatrix> normalised = counts.stream()
                .map(section -> Normalisation.logNormalise(section, targetSum))
                .toList();
        GenePanel panel = GenePanel.fit(genes, normalised, choice.nHvg(), choice.nHeg());
        List<DenseMatrix> expression = new ArrayList<>();
        for (int i = 0; i < normalised.size(); i++) {
            int[] columns = GenePanel.indices(genes.get(i), panel.names());
            expression.add(normalised.get(i).selectCols(columns).dense());
        }
        return new Preprocessing(targetSum, panel, expression);
    }

    /** Columns of the panel's highly variable genes. */
    public int[] hvg() {
        return IntStream.range(0, panel.genes().size())
                .filter(g -> panel.genes().get(g).hvg())
                .toArray();
    }

    /** Columns of the {@code n} highest expressed genes that were chosen for the panel. */
    public int[] heg(int n) {
        return IntStream.range(0, panel.genes().size())
                .filter(g -> panel.genes().get(g).hegRank() < n)
                .toArray();
    }
}
