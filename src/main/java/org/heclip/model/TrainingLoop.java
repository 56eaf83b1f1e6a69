package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * Trains any {@link Network}. The number of epochs is the one that predicts the validation part best after a fit without it, on
 * average where several parts take their turn; then the same seed and that number are used for a fit on all training sections. A
 * checkpoint follows each epoch of all fits.
 */
final class TrainingLoop {
    private final NetworkPlug plug;
    private final Hyperparameters hyperparameters;
    private final Run run;
    private final RandomTensors random;
    private final Predictor predictor;
    private final List<EpochRow> curve = new ArrayList<>();
    /** What the predictor fitted, as {@code <round>/<epoch>/<name>}. */
    private final Map<String, Tensor> calibration = new TreeMap<>();

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
            calibration.putAll(checkpoint.calibration());
        });
        if (last.isEmpty() || last.get().phase().equals(EpochRow.CHOOSE)) {
            for (int round = last.map(Checkpoint::round).orElse(1);
                    round <= data.divisions().size();
                    round++) {
                TrainingData.Division division = data.divisions().get(round - 1);
                try (NDManager manager = libtorch.newManager()) {
                    choose(manager, Pool.of(division.inner(), targets), Pool.of(division.held(), targets), round, last);
                }
            }
        }
        try (NDManager manager = libtorch.newManager()) {
            return refit(manager, Pool.of(data.all(), targets), data.divisions(), last);
        }
    }

    private void choose(NDManager manager, Pool inner, Pool held, int round, Optional<Checkpoint> last) {
        TrainingEpochs epochs = epochs(manager, inner);
        int done = resume(epochs, last, EpochRow.CHOOSE, round);
        for (int epoch = done + 1; epoch <= mostEpochs() && !outOfPatience(round, epoch - 1); epoch++) {
            double loss = epochs.run(epoch);
            judge(manager, epochs.network(), inner, held, round, epoch, loss);
            save(epochs, EpochRow.CHOOSE, round, epoch);
            run.progress().accept((round - 1) * mostEpochs() + epoch);
        }
    }

    private void judge(NDManager manager, Network network, Pool inner, Pool held, int round, int epoch, double loss) {
        Optional<Reference> known = known(manager, network, inner);
        DenseMatrix images = Embedding.of(manager, network, held.images());
        Map<String, Tensor> fitted = predictor.calibrate(manager, known, images, held.expression());
        Prediction guess = predictor.predict(manager, known, images, fitted);
        curve.add(new EpochRow(epoch, EpochRow.CHOOSE, round, loss, PccPerGene.mean(held.expression(), guess.mean())));
        fitted.forEach((name, tensor) -> calibration.put(prefix(round, epoch) + name, tensor));
    }

    private FittedModel refit(
            NDManager manager, Pool all, List<TrainingData.Division> divisions, Optional<Checkpoint> last) {
        EpochRow best = chosen(divisions.size());
        TrainingEpochs epochs = epochs(manager, all);
        int done = resume(epochs, last, EpochRow.REFIT, 0);
        for (int epoch = done + 1; epoch <= best.epoch(); epoch++) {
            curve.add(new EpochRow(epoch, EpochRow.REFIT, null, epochs.run(epoch), null));
            save(epochs, EpochRow.REFIT, 0, epoch);
            run.progress().accept(divisions.size() * mostEpochs() + epoch);
        }
        Map<String, Tensor> weights = new TreeMap<>(epochs.network().tensors());
        weights.putAll(pooledCalibration(divisions, best.epoch()));
        run.progress().accept((divisions.size() + 1) * mostEpochs());
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
    private static int resume(TrainingEpochs epochs, Optional<Checkpoint> last, String phase, int round) {
        if (last.isEmpty() || !last.get().phase().equals(phase) || last.get().round() != round) {
            return 0;
        }
        epochs.resume(last.get().steps(), last.get().state());
        return last.get().epoch();
    }

    private void save(TrainingEpochs epochs, String phase, int round, int epoch) {
        run.checkpoints()
                .save(new Checkpoint(
                        phase,
                        round,
                        epoch,
                        epochs.steps(),
                        List.copyOf(curve),
                        epochs.state(),
                        new TreeMap<>(calibration)));
    }

    private static String prefix(int round, int epoch) {
        return round + "/" + epoch + "/";
    }

    private Map<String, Tensor> pooledCalibration(List<TrainingData.Division> divisions, int epoch) {
        List<Map<String, Tensor>> rounds = new ArrayList<>();
        for (int round = 1; round <= divisions.size(); round++) {
            String prefix = prefix(round, epoch);
            Map<String, Tensor> own = new TreeMap<>();
            calibration.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                }
            });
            rounds.add(own);
        }
        return Residuals.pooled(
                rounds,
                divisions.stream().mapToInt(TrainingData.Division::heldSpots).toArray());
    }

    private Optional<Reference> known(NDManager manager, Network network, Pool pool) {
        return Embedding.ofReferences(manager, network, pool, predictor.lookup())
                .map(embedding -> new Reference(pool.expression(), embedding));
    }

    private int mostEpochs() {
        Integer settled = hyperparameters.optimisation().settledEpochs();
        return settled == null ? hyperparameters.optimisation().epochs() : settled;
    }

    /** @param done epochs of the round that were judged */
    private boolean outOfPatience(int round, int done) {
        Integer patience = hyperparameters.optimisation().patience();
        return patience != null
                && hyperparameters.optimisation().settledEpochs() == null
                && done > 0
                && done - best(judged(round)).epoch() >= patience;
    }

    private List<EpochRow> judged(int round) {
        return curve.stream()
                .filter(row -> row.round() != null && row.round() == round)
                .toList();
    }

    /** The epoch to stop after: of those that all rounds came to, by their mean over the rounds. */
    private EpochRow chosen(int rounds) {
        List<List<EpochRow>> each =
                IntStream.rangeClosed(1, rounds).mapToObj(this::judged).toList();
        int reached = each.stream().mapToInt(List::size).min().orElseThrow();
        List<EpochRow> judged = IntStream.range(0, reached)
                .mapToObj(i -> new EpochRow(
                        i + 1,
                        EpochRow.CHOOSE,
                        null,
                        null,
                        each.stream()
                                .mapToDouble(round -> round.get(i).validationPcc())
                                .average()
                                .orElseThrow()))
                .toList();
        return hyperparameters.optimisation().settledEpochs() == null ? best(judged) : judged.get(judged.size() - 1);
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
