package org.heclip.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Ridge from features of the image to expression.
 *
 * <p>{@code ridge}: frozen features, standardised over the training spots, principal components (256 by default), and a
 * penalty that is chosen on the validation part: the protocol of the HEST benchmark (Jaume et al., NeurIPS 2024). Features of
 * a wider view, where there are any, lie beside those of the tile.
 *
 * <p>{@code colour}: 18 colour statistics, standardised within each section, all components, a penalty of 10.
 */
final class RegressionModel implements Model {
    private static final double COLOUR_PENALTY = 10;
    /** 10^-1 to 10^7 in half steps. */
    private static final double[] GRID = IntStream.rangeClosed(-2, 14)
            .mapToDouble(i -> Math.pow(10, i / 2.0))
            .toArray();

    private final boolean colour;

    private RegressionModel(boolean colour) {
        this.colour = colour;
    }

    static RegressionModel ridge() {
        return new RegressionModel(false);
    }

    static RegressionModel colour() {
        return new RegressionModel(true);
    }

    @Override
    public Images images() {
        return colour ? Images.NO_FEATURES : Images.FEATURES;
    }

    @Override
    public boolean seesContext() {
        return !colour;
    }

    @Override
    public FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run) {
        int components = colour ? Integer.MAX_VALUE : hyperparameters.ridge().pcaComponents();
        List<Trial> trials = data.divisions().stream()
                .map(division -> trial(division, components))
                .toList();
        double penalty = penalty(hyperparameters, trials);
        Map<String, Tensor> weights = new TreeMap<>();
        fit(data.all(), components).addTo(weights, penalty);
        Residuals.addTo(
                weights,
                DenseMatrix.stacked(trials.stream().map(Trial::measured).toList()),
                DenseMatrix.stacked(trials.stream()
                        .map(trial -> trial.guess().apply(penalty))
                        .toList()));
        return new FittedModel(weights, Optional.empty(), List.of(), null, penalty, pcc(trials, penalty));
    }

    /** A fit as a function of the penalty, and what was measured in the sections that it did not see. */
    private record Trial(Function<Double, DenseMatrix> guess, DenseMatrix measured) {}

    private Trial trial(TrainingData.Division division, int components) {
        Fit fit = fit(division.inner(), components);
        return new Trial(
                penalty -> fit.predict(division.held(), penalty, this), TrainingSection.expression(division.held()));
    }

    private static double pcc(List<Trial> trials, double penalty) {
        return trials.stream()
                .mapToDouble(
                        trial -> PccPerGene.mean(trial.measured(), trial.guess().apply(penalty)))
                .average()
                .orElseThrow();
    }

    /** Colours are standardised within the section: the first pass is for what by. */
    @Override
    public int passes() {
        return colour ? 2 : 1;
    }

    @Override
    public Prediction predict(Learned learned, SectionImages input) {
        return prediction(learned.weights(), features(input), input.section());
    }

    @Override
    public void predict(Learned learned, SlideImages slide, Sink sink) {
        if (!colour) {
            Model.super.predict(learned, slide, sink);
            return;
        }
        ColumnMoments moments = new ColumnMoments();
        slide.forEachBand(0, band -> moments.add(band.images().requireColour()));
        Standardisation section = moments.standardisation();
        slide.forEachBand(0, band -> {
            DenseMatrix x = section.apply(band.images().requireColour());
            sink.accept(
                    band.places(),
                    prediction(learned.weights(), x, band.images().section()));
        });
    }

    private static Prediction prediction(Map<String, Tensor> weights, DenseMatrix x, String section) {
        LinearPredictor linear = LinearPredictor.from(weights);
        DenseMatrix standardised = x.cols() == linear.directions().shape()[1]
                ? Standardisation.from(weights).apply(x)
                : x;
        return new Prediction(linear.predict(standardised, section), Residuals.spread(weights, x.rows()));
    }

    private double penalty(Hyperparameters hyperparameters, List<Trial> trials) {
        if (colour) {
            return COLOUR_PENALTY;
        }
        if (hyperparameters.ridge().penalty() != null) {
            return hyperparameters.ridge().penalty();
        }
        List<Double> grid = new ArrayList<>();
        for (double penalty : GRID) {
            grid.add(penalty);
        }
        Map<Double, Double> pcc = new TreeMap<>();
        grid.forEach(penalty -> pcc.put(penalty, pcc(trials, penalty)));
        return grid.stream().max(Comparator.comparingDouble(pcc::get)).orElseThrow();
    }

    private Fit fit(List<TrainingSection> sections, int components) {
        DenseMatrix x = inputs(sections);
        Standardisation standardisation = Standardisation.of(x);
        Ridge ridge = Ridge.of(standardisation.apply(x), TrainingSection.expression(sections), components);
        return new Fit(standardisation, ridge);
    }

    private DenseMatrix inputs(List<TrainingSection> sections) {
        return DenseMatrix.stacked(
                sections.stream().map(s -> features(s.input())).toList());
    }

    private DenseMatrix features(SectionImages input) {
        if (!colour) {
            DenseMatrix own = input.requireFeatures();
            return input.context().map(wider -> own.beside(wider.features())).orElse(own);
        }
        DenseMatrix statistics = input.requireColour();
        return Standardisation.of(statistics).apply(statistics);
    }

    /** A regression for all penalties. */
    private record Fit(Standardisation standardisation, Ridge ridge) {
        DenseMatrix predict(List<TrainingSection> sections, double penalty, RegressionModel model) {
            DenseMatrix x = standardisation.apply(model.inputs(sections));
            return LinearPredictor.of(ridge, penalty, x.cols())
                    .predict(x, sections.get(0).input().section());
        }

        void addTo(Map<String, Tensor> weights, double penalty) {
            standardisation.addTo(weights);
            LinearPredictor.of(ridge, penalty, standardisation.mean().length).addTo(weights);
        }
    }
}
