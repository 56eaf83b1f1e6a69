package org.heclip.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * {@code heclip_plus}: kernel ridge regression from a spot's tile and its surroundings ({@link ContextFeatures}) to the
 * components that genes share ({@link ExpressionComponents}). Spots weigh by the root of their counts, since expression of few
 * counts is mostly noise. The penalty and the number of components are those that predict left-out training patients (or
 * sections) best; the uncertainty is what was left over there. What each part is worth: docs/ablation.md.
 */
final class HeclipPlus implements Model {
    static final double GAMMA = 0.3;
    private static final double[] PENALTIES = {0.03, 0.1, 0.3, 1, 3};
    private static final int[] COMPONENTS = {10, 20, 40};
    private static final int PERCENT = 100;
    private static final String DIRECTIONS = "components.directions";
    private static final String MEAN = "components.mean";

    /** What the choice fell on. */
    private record Choice(double penalty, int components, double validationPcc) {}

    @Override
    public Images images() {
        return Images.FEATURES;
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public boolean seesContext() {
        return true;
    }

    /** The first for what the section's columns are standardised by. */
    @Override
    public int passes() {
        return 2;
    }

    @Override
    public int progressSteps(TrainingData data, Hyperparameters hyperparameters) {
        return PERCENT;
    }

    @Override
    public boolean alwaysRotates() {
        return true;
    }

    @Override
    public String encoderFeatures(TrainingData data) {
        return data.all().stream().allMatch(section -> section.input().stages().isEmpty())
                ? ModelCard.OUTPUT
                : ModelCard.STAGES;
    }

    @Override
    public FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run) {
        double[] penalties = penalties(hyperparameters);
        List<TrainingData.Division> divisions = data.rotation();
        AtomicInteger done = new AtomicInteger();
        int steps = divisions.size() + penalties.length + 1;
        Runnable step = () -> run.progress().accept(PERCENT * done.incrementAndGet() / steps);
        List<Trial> trials = new ArrayList<>();
        for (TrainingData.Division division : divisions) {
            trials.add(Trial.of(division, run.seed()));
            step.run();
        }
        Choice choice = choose(trials, penalties, step);
        SharedFit all = SharedFit.of(data.all(), run.seed());
        Map<String, Tensor> weights = new TreeMap<>();
        ExpressionComponents kept = all.components().first(choice.components());
        all.system().solve(kept.scores(all.expression()), choice.penalty()).addTo(weights);
        weights.put(DIRECTIONS, Rows.tensor(kept.directions(), kept.mean().length));
        weights.put(MEAN, Tensor.vector(Rows.floats(kept.mean())));
        addUncertainty(trials, choice, weights);
        step.run();
        return new FittedModel(weights, Optional.empty(), List.of(), null, choice.penalty(), choice.validationPcc());
    }

    @Override
    public Prediction predict(Learned learned, SectionImages input) {
        return prediction(learned.weights(), ContextFeatures.of(input), input.section());
    }

    @Override
    public void predict(Learned learned, SlideImages slide, Sink sink) {
        ContextFeatures.of(slide)
                .forEachBand(
                        slide,
                        (band, features) -> sink.accept(
                                band.places(),
                                prediction(
                                        learned.weights(),
                                        features,
                                        band.images().section())));
    }

    private static Prediction prediction(Map<String, Tensor> weights, DenseMatrix features, String section) {
        double[][] directions = Rows.doubles(weights.get(DIRECTIONS));
        ExpressionComponents components =
                new ExpressionComponents(Rows.doubles(weights.get(MEAN).values()), directions);
        double[][] scores = KernelRidge.from(weights).predict(features, section);
        return new Prediction(
                components.expression(scores, directions.length), Residuals.spread(weights, features.rows()));
    }

    /** The first of the best; fewer components and a lower penalty come first. */
    private static Choice choose(List<Trial> trials, double[] penalties, Runnable step) {
        Choice best = new Choice(Double.NaN, 0, Double.NEGATIVE_INFINITY);
        for (double penalty : penalties) {
            List<double[][]> scores =
                    trials.stream().map(trial -> trial.scores(penalty)).toList();
            for (int components : COMPONENTS) {
                double pcc = IntStream.range(0, trials.size())
                        .mapToDouble(t -> trials.get(t).pcc(scores.get(t), components))
                        .average()
                        .orElseThrow();
                best = pcc > best.validationPcc() ? new Choice(penalty, components, pcc) : best;
            }
            step.run();
        }
        return best;
    }

    private static double[] penalties(Hyperparameters hyperparameters) {
        Double given = hyperparameters.ridge().penalty();
        return given == null ? PENALTIES : new double[] {given};
    }

    private static void addUncertainty(List<Trial> trials, Choice choice, Map<String, Tensor> weights) {
        List<DenseMatrix> measured = new ArrayList<>();
        List<DenseMatrix> predicted = new ArrayList<>();
        for (Trial trial : trials) {
            measured.add(trial.measured());
            predicted.add(trial.expression(trial.scores(choice.penalty()), choice.components()));
        }
        Residuals.addTo(weights, DenseMatrix.stacked(measured), DenseMatrix.stacked(predicted));
    }

    /** A fit for every penalty and number of components. */
    private record SharedFit(KernelSystem system, ExpressionComponents components, DenseMatrix expression) {
        static SharedFit of(List<TrainingSection> sections, long seed) {
            DenseMatrix expression = TrainingSection.expression(sections);
            double[] weights = weights(sections);
            DenseMatrix features = DenseMatrix.stacked(sections.stream()
                    .map(section -> ContextFeatures.of(section.input()))
                    .toList());
            int most = COMPONENTS[COMPONENTS.length - 1];
            return new SharedFit(
                    KernelSystem.of(features, weights, GAMMA, seed),
                    ExpressionComponents.of(expression, weights, most, seed),
                    expression);
        }

        /** Root of the counts, 1 on average. */
        private static double[] weights(List<TrainingSection> sections) {
            double[] roots = sections.stream()
                    .flatMapToDouble(section -> Arrays.stream(section.totalCounts()))
                    .map(Math::sqrt)
                    .toArray();
            double mean = Arrays.stream(roots).average().orElseThrow();
            return Arrays.stream(roots).map(root -> root / mean).toArray();
        }
    }

    /** A fit without some of the training sections, to be measured on those. */
    private record Trial(SharedFit fit, double[][] fitted, double[][] kernel, List<TrainingSection> held) {
        static Trial of(TrainingData.Division division, long seed) {
            SharedFit fit = SharedFit.of(division.inner(), seed);
            DenseMatrix features = DenseMatrix.stacked(division.held().stream()
                    .map(section -> ContextFeatures.of(section.input()))
                    .toList());
            return new Trial(
                    fit,
                    fit.components().scores(fit.expression()),
                    KernelRidge.kernel(features, fit.system().landmarks(), GAMMA),
                    division.held());
        }

        double[][] scores(double penalty) {
            return fit.system().solve(fitted, penalty).times(kernel);
        }

        DenseMatrix expression(double[][] scores, int components) {
            return fit.components().expression(scores, components);
        }

        DenseMatrix measured() {
            return TrainingSection.expression(held);
        }

        /** Mean over sections of the mean PCC per gene. */
        double pcc(double[][] scores, int components) {
            DenseMatrix predicted = expression(scores, components);
            double sum = 0;
            int at = 0;
            for (TrainingSection section : held) {
                int[] rows = IntStream.range(at, at + section.input().spots()).toArray();
                sum += PccPerGene.mean(section.expression(), predicted.selectRows(rows));
                at += rows.length;
            }
            return sum / held.size();
        }
    }
}
