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
 * then the same seed and that number are used for a fit on all training sections. A checkpoint follows each epoch of both.
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
        Optional<Checkpoint> last = run.checkpoints().latest();
        last.ifPresent(checkpoint -> {
            curve.addAll(checkpoint.curve());
            calibration = checkpoint.calibration();
        });
        if (last.isEmpty() || last.get().phase().equals(EpochRow.CHOOSE)) {
            try (NDManager manager = libtorch.newManager()) {
                choose(manager, Pool.of(data.inner(), targets), Pool.of(data.validation(), targets), last);
            }
        }
        try (NDManager manager = libtorch.newManager()) {
            return refit(manager, Pool.of(data.all(), targets), last);
        }
    }

    private void choose(NDManager manager, Pool inner, Pool held, Optional<Checkpoint> last) {
        TrainingEpochs epochs = epochs(manager, inner);
        int done = resume(epochs, last, EpochRow.CHOOSE);
        for (int epoch = done + 1; epoch <= mostEpochs() && !outOfPatience(epoch - 1); epoch++) {
            double loss = epochs.run(epoch);
            judge(manager, epochs.network(), inner, held, epoch, loss);
            save(epochs, EpochRow.CHOOSE, epoch);
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

    private FittedModel refit(NDManager manager, Pool all, Optional<Checkpoint> last) {
        EpochRow best = chosen();
        TrainingEpochs epochs = epochs(manager, all);
        int done = resume(epochs, last, EpochRow.REFIT);
        for (int epoch = done + 1; epoch <= best.epoch(); epoch++) {
            curve.add(new EpochRow(epoch, EpochRow.REFIT, epochs.run(epoch), null));
            save(epochs, EpochRow.REFIT, epoch);
            run.progress().accept(mostEpochs() + epoch);
        }
        Map<String, Tensor> weights = new TreeMap<>(epochs.network().tensors());
        weights.putAll(calibration);
        run.progress().accept(2 * mostEpochs());
        return new FittedModel(
                weights, known(manager, epochs.network(), all), curve, best.epoch(), null, best.validationPcc());
    }

    private TrainingEpochs epochs(NDManager manager, Pool pool) {
        Trunk trunk = run.finetuned()
                .<Trunk>map(start -> new EncoderTrunk(start.encoder(), Parameters.of(manager, start.weights())))
                .orElseGet(() -> new FrozenTrunk(pool.images().requireFeatures().cols()));
        Map<String, Tensor> heads = plug.initial(trunk.width(), pool, hyperparameters, random);
        Network network = plug.network(manager, trunk, heads, hyperparameters);
        return new TrainingEpochs(manager, network, pool, hyperparameters, random);
    }

    /** Epochs of the phase that need not be done again. */
    private static int resume(TrainingEpochs epochs, Optional<Checkpoint> last, String phase) {
        if (last.isEmpty() || !last.get().phase().equals(phase)) {
            return 0;
        }
        epochs.resume(last.get().steps(), last.get().state());
        return last.get().epoch();
    }

    private void save(TrainingEpochs epochs, String phase, int epoch) {
        run.checkpoints()
                .save(new Checkpoint(phase, epoch, epochs.steps(), List.copyOf(curve), epochs.state(), calibration));
    }

    private Optional<Reference> known(NDManager manager, Network network, Pool pool) {
        return Embedding.ofReferences(manager, network, pool, predictor.lookup())
                .map(embedding -> new Reference(pool.expression(), embedding));
    }

    private int mostEpochs() {
        Integer settled = hyperparameters.optimisation().settledEpochs();
        return settled == null ? hyperparameters.optimisation().epochs() : settled;
    }

    /** @param done epochs that were judged */
    private boolean outOfPatience(int done) {
        Integer patience = hyperparameters.optimisation().patience();
        return patience != null
                && hyperparameters.optimisation().settledEpochs() == null
                && done > 0
                && done - best(curve).epoch() >= patience;
    }

    /** The epoch to stop after, of those judged so far. */
    private EpochRow chosen() {
        List<EpochRow> judged = curve.stream()
                .filter(row -> row.phase().equals(EpochRow.CHOOSE))
                .toList();
        return hyperparameters.optimisation().settledEpochs() == null ? best(curve) : judged.get(judged.size() - 1);
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
