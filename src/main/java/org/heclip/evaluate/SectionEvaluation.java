package org.heclip.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.heclip.evaluate.PredictedSection.Origin;
import org.heclip.evaluate.PredictedSection.RankedGene;

/** All figures of one model on one held-out section. */
public record SectionEvaluation(
        List<GeneScore> genes, List<PanelScore> panels, List<ReplicateScore> replicates, List<SpotScore> spots) {
    /** Replicates whose panel has no gene are left out of {@code replicates}. */
    public SectionEvaluation {
        genes = List.copyOf(genes);
        panels = List.copyOf(panels);
        replicates = List.copyOf(replicates);
        spots = List.copyOf(spots);
    }

    /**
     * @param replicates number of resamples of the spots
     * @param seed of the resamples; they depend on it and the section's name only, so that models are resampled alike
     * @param markers names of the genes of the panel {@code markers}; may be empty
     */
    public static SectionEvaluation of(PredictedSection section, int replicates, long seed, Set<String> markers) {
        Bootstrap bootstrap = Bootstrap.of(
                section.spots(), replicates, seed ^ section.origin().section().hashCode());
        StructuralSimilarity similarity = StructuralSimilarity.on(section.arrayRow(), section.arrayCol());
        MoransI moran = MoransI.on(
                section.xFullResPx(),
                section.yFullResPx(),
                SpotArray.neighbours(section.arrayRow(), section.arrayCol()));
        List<Measures> measures = IntStream.range(0, section.genes().size())
                .parallel()
                .mapToObj(g -> Measures.of(
                        section.measured().column(g), section.predicted().column(g), similarity, moran, bootstrap))
                .toList();
        List<Panel> panels = Panel.of(section.genes(), markers);
        return new SectionEvaluation(
                geneScores(section, measures, markers),
                panelScores(section.origin(), measures, panels),
                replicateScores(section.origin(), measures, panels, replicates),
                spotScores(section));
    }

    /** Unrounded figures of one gene; NaN where undefined. */
    private record Measures(
            double pcc,
            double spearman,
            double rmse,
            double mae,
            double ssim,
            double jensenShannon,
            double moranMeasured,
            double moranPredicted,
            double pValue,
            double[] resampledPcc) {
        static Measures of(
                double[] measured,
                double[] predicted,
                StructuralSimilarity similarity,
                MoransI moran,
                Bootstrap bootstrap) {
            double pcc = Agreement.pearson(measured, predicted);
            return new Measures(
                    pcc,
                    Agreement.spearman(measured, predicted),
                    Agreement.rootMeanSquareError(measured, predicted),
                    Agreement.meanAbsoluteError(measured, predicted),
                    similarity.of(measured, predicted),
                    Agreement.jensenShannon(measured, predicted),
                    moran.of(measured),
                    moran.of(predicted),
                    Agreement.pValue(pcc, measured.length),
                    bootstrap.pearson(measured, predicted));
        }
    }

    private static List<GeneScore> geneScores(PredictedSection section, List<Measures> measures, Set<String> markers) {
        double[] qValues = FalseDiscovery.benjaminiHochberg(
                measures.stream().mapToDouble(Measures::pValue).toArray());
        return IntStream.range(0, measures.size())
                .mapToObj(g -> {
                    RankedGene gene = section.genes().get(g);
                    return geneScore(section, gene, measures.get(g), qValues[g], markers.contains(gene.name()));
                })
                .toList();
    }

    private static GeneScore geneScore(
            PredictedSection section, RankedGene gene, Measures m, double qValue, boolean marker) {
        Origin origin = section.origin();
        Bootstrap.Interval interval = Bootstrap.interval(m.resampledPcc());
        return new GeneScore(
                origin.model(),
                origin.protocol(),
                origin.fold(),
                origin.section(),
                gene.name(),
                section.spots(),
                Figures.of(m.pcc()),
                Figures.of(m.spearman()),
                Figures.of(m.rmse()),
                Figures.of(m.mae()),
                Figures.of(m.ssim()),
                Figures.of(m.jensenShannon()),
                Figures.of(m.moranMeasured()),
                Figures.of(m.moranPredicted()),
                Figures.of(m.pValue()),
                Figures.of(qValue),
                Figures.of(interval.low()),
                Figures.of(interval.high()),
                gene.hvgRank(),
                gene.hegRank(),
                marker);
    }

    private static List<PanelScore> panelScores(Origin origin, List<Measures> measures, List<Panel> panels) {
        double[] pcc = measures.stream().mapToDouble(Measures::pcc).toArray();
        return panels.stream()
                .map(panel -> new PanelScore(
                        origin.model(),
                        origin.protocol(),
                        origin.fold(),
                        origin.section(),
                        panel.name(),
                        Figures.of(panel.mean(pcc)),
                        panel.genes().length,
                        panel.undefined(pcc)))
                .toList();
    }

    private static List<ReplicateScore> replicateScores(
            Origin origin, List<Measures> measures, List<Panel> panels, int replicates) {
        List<ReplicateScore> scores = new ArrayList<>();
        for (Panel panel : panels) {
            for (int r = 0; r < replicates && panel.genes().length > 0; r++) {
                int replicate = r;
                double[] pcc = measures.stream()
                        .mapToDouble(m -> m.resampledPcc()[replicate])
                        .toArray();
                scores.add(new ReplicateScore(
                        origin.model(),
                        origin.protocol(),
                        origin.fold(),
                        origin.section(),
                        panel.name(),
                        r,
                        Figures.of(panel.mean(pcc))));
            }
        }
        return scores;
    }

    private static List<SpotScore> spotScores(PredictedSection section) {
        Origin origin = section.origin();
        return IntStream.range(0, section.spots())
                .mapToObj(s -> new SpotScore(
                        origin.model(),
                        origin.protocol(),
                        origin.fold(),
                        origin.section(),
                        section.barcodes().get(s),
                        Figures.of(Agreement.pearson(
                                doubles(section.measured().row(s)),
                                doubles(section.predicted().row(s))))))
                .toList();
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
