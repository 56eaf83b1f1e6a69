package org.heclip.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All that is fitted to expression before a model sees it.
 *
 * @param targetSum median of the total counts of the spots it was fitted to
 * @param scaling when genes are standardised
 * @param targets what models learn, {@code [spot][panel gene]} of each training section: log-normalised, then corrected,
 *     smoothed and scaled as chosen
 * @param truth Harmony-corrected log-normalised expression of each of the other sections, when Harmony saw them
 */
public record Preprocessing(
        double targetSum,
        GenePanel panel,
        Optional<GeneScaling> scaling,
        List<DenseMatrix> targets,
        List<DenseMatrix> truth) {
    /**
     * A section before.
     *
     * @param genes names of the columns
     * @param counts raw, {@code [spot][gene]}
     * @param spatial {@code [spot][2]}: x, y in full-resolution pixels
     */
    public record Section(List<String> genes, ExpressionMatrix counts, DenseMatrix spatial) {}

    /**
     * What is done.
     *
     * @param seed of Harmony's start
     */
    public record Steps(GenePanel.Choice panel, boolean harmony, boolean scale, boolean smooth, long seed) {}

    /**
     * What is fitted to the other sections too, as published code does and an honest protocol never.
     *
     * @param panel genes and normalisation
     * @param harmony the correction
     */
    public record Leaks(boolean panel, boolean harmony) {
        /** Nothing. */
        public static final Leaks NONE = new Leaks(false, false);
    }

    /**
     * @param training sections to learn from
     * @param others sections that leaks let in; empty for an honest fit
     * @throws IllegalArgumentException when the sections share no gene, no spot has counts, or Harmony sees one section only
     */
    public static Preprocessing fit(List<Section> training, List<Section> others, Steps steps, Leaks leaks) {
        List<Section> all = new ArrayList<>(training);
        all.addAll(others);
        List<Section> fitted = leaks.panel() ? all : training;
        double targetSum = Normalisation.medianTotal(counts(fitted));
        List<ExpressionMatrix> normalised = counts(all).stream()
                .map(section -> Normalisation.logNormalise(section, targetSum))
                .toList();
        GenePanel panel =
                GenePanel.fit(genes(fitted), counts(fitted), normalised.subList(0, fitted.size()), steps.panel());
        int seen = leaks.harmony() ? all.size() : training.size();
        List<DenseMatrix> expression = IntStream.range(0, seen)
                .mapToObj(i -> onPanel(all.get(i).genes(), normalised.get(i), panel))
                .toList();
        List<DenseMatrix> corrected = steps.harmony() ? Harmony.correct(expression, steps.seed()) : expression;
        List<DenseMatrix> targets = corrected.subList(0, training.size());
        if (steps.smooth()) {
            targets = smoothed(targets, training);
        }
        Optional<GeneScaling> scaling = steps.scale() ? Optional.of(GeneScaling.fit(targets)) : Optional.empty();
        return new Preprocessing(
                targetSum,
                panel,
                scaling,
                scaling.isPresent() ? targets.stream().map(scaling.get()::apply).toList() : targets,
                corrected.subList(training.size(), seen));
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

    /** The panel's genes; those that the section does not have are 0. */
    private static DenseMatrix onPanel(List<String> genes, ExpressionMatrix normalised, GenePanel panel) {
        List<String> there = new ArrayList<>(panel.names());
        there.retainAll(new HashSet<>(genes));
        DenseMatrix own = normalised.selectCols(GenePanel.indices(genes, there)).dense();
        if (there.size() == panel.genes().size()) {
            return own;
        }
        int[] place = GenePanel.indices(panel.names(), there);
        DenseMatrix all = DenseMatrix.zeros(own.rows(), panel.genes().size());
        for (int s = 0; s < own.rows(); s++) {
            for (int i = 0; i < place.length; i++) {
                all.values()[s * all.cols() + place[i]] = own.get(s, i);
            }
        }
        return all;
    }

    private static List<DenseMatrix> smoothed(List<DenseMatrix> targets, List<Section> sections) {
        return IntStream.range(0, targets.size())
                .mapToObj(
                        i -> SpatialSmoothing.of(targets.get(i), sections.get(i).spatial()))
                .toList();
    }

    private static List<List<String>> genes(List<Section> sections) {
        return sections.stream().map(Section::genes).toList();
    }

    private static List<ExpressionMatrix> counts(List<Section> sections) {
        return sections.stream().map(Section::counts).toList();
    }
}
