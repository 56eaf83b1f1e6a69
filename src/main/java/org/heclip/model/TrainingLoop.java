package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Trains any {@link Network}. The number of epochs is the one that predicts the validation part best after a fit without it;
 * then the same seed and that number are used for a fit on all training sections.
 */
final class TrainingLoop {
    private final NetworkPlug plug;
    private final Hyperparameters hyperparameters;
    private final Run run;
    private final RandomTensors random;
    private final Predictor predictor;
    private final List<EpochRow> curve = new ArrayList<>();
    /** What the predictor fitted at the best epoch so far. */
    private Map<String, Tensor> calibration = Map.of();

    TrainingLoop(NetworkPlug plug, Hyperparameters hyperparameters, Run run) {
        this.plug = plug;
        this.hyperparameters = hyperparameters;
        this.run = run;
        this.random = new RandomTensors(run.seed());
        this.predictor = plug.predictor(hyperparameters);
    }

    FittedModel fit(TrainingData data) {
        Libtorch libtorch = Libtorch.start(run.threads(), run.device());
        int[] targets = plug.targets(data);
        try (NDManager manager = libtorch.newManager()) {
            choose(manager, Pool.of(data.inner(), targets), Pool.of(data.validation(), targets));
        }
        try (NDManager manager = libtorch.newManager()) {
            return refit(manager, Pool.of(data.all(), targets), chosen());
        }
    }

    private void choose(NDManager manager, Pool inner, Pool held) {
        TrainingEpochs epochs = epochs(manager, inner);
        for (int epoch = 1; epoch <= hyperparameters.optimisation().epochs(); epoch++) {
            double loss = epochs.run(epoch);
            judge(manager, epochs.network(), inner, held, epoch, loss);
            run.progress().accept(epoch);
        }
    }

    private void judge(NDManager manager, Network network, Pool inner, Pool held, int epoch, double loss) {
        Optional<Reference> known = known(manager, network, inner);
        DenseMatrix images = Embedding.of(manager, network, held.images());
        Map<String, Tensor> fitted = predictor.calibrate(manager, known, images, held.expression());
        Prediction guess = predictor.predict(manager, known, images, fitted);
        curve.add(new EpochRow(epoch, EpochRow.CHOOSE, loss, PccPerGene.mean(held.expression(), guess.mean())));
        if (chosen().epoch() == epoch) {
            calibration = fitted;
        }
    }

    private FittedModel refit(NDManager manager, Pool all, EpochRow best) {
        TrainingEpochs epochs = epochs(manager, all);
        for (int epoch = 1; epoch <= best.epoch(); epoch++) {
            curve.add(new EpochRow(epoch, EpochRow.REFIT, epochs.run(epoch), null));
            run.progress().accept(hyperparameters.optimisation().epochs() + epoch);
        }
        Map<String, Tensor> weights = new TreeMap<>(epochs.network().tensors());
        weights.putAll(calibration);
        return new FittedModel(
                weights, known(manager, epochs.network(), all), curve, best.epoch(), null, best.validationPcc());
    }

    private TrainingEpochs epochs(NDManager manager, Pool pool) {
        Trunk trunk = run.finetuned()
                .<Trunk>map(start -> new EncoderTrunk(start.encoder(), Parameters.of(manager, start.weights())))
                .orElseGet(() -> new FrozenTrunk(pool.images().requireFeatures().cols()));
        Map<String, Tensor> heads = plug.initial(trunk.width(), pool.targets().cols(), hyperparameters, random);
        Network network = plug.network(manager, trunk, heads, hyperparameters);
        return new TrainingEpochs(manager, network, pool, hyperparameters, random);
    }

    private Optional<Reference> known(NDManager manager, Network network, Pool pool) {
        return predictor.looksUp()
                ? Optional.of(new Reference(pool.expression(), Embedding.of(manager, network, pool.images())))
                : Optional.empty();
    }

    /** The epoch to stop after, of those seen so far. */
    private EpochRow chosen() {
        return hyperparameters.optimisation().settled() ? curve.get(curve.size() - 1) : best(curve);
    }

    /** The first of the epochs with the highest validation PCC. */
    static EpochRow best(List<EpochRow> curve) {
        EpochRow best = curve.get(0);
        for (EpochRow row : curve) {
            best = row.validationPcc() != null && row.validationPcc() > best.validationPcc() ? row : best;
        }
        return best;
    }
}
