package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * HECLIP, variant {@code hvg} (Wang et al., Bioinformatics 2025, btaf363): image embeddings are trained to resemble the
 * log-normalised expression of the highly variable genes of their own spot; a new image gets the mean expression of the
 * training images whose embeddings resemble its own.
 *
 * <p>The number of epochs is the one that predicts the validation part best after a fit without it; then the same seed and
 * that number are used for a fit on all training sections.
 */
final class Heclip implements Model {
    /** A fit under way: the network and what it has seen. */
    private record Pool(SectionImages input, DenseMatrix spots, DenseMatrix expression) {
        static Pool of(List<TrainingSection> sections, int[] hvg) {
            DenseMatrix expression = Stack.expression(sections);
            return new Pool(joined(sections), expression.selectCols(hvg), expression);
        }

        private static SectionImages joined(List<TrainingSection> sections) {
            List<SectionImages> inputs =
                    sections.stream().map(TrainingSection::input).toList();
            Optional<DenseMatrix> features = inputs.stream()
                            .allMatch(i -> i.features().isPresent())
                    ? Optional.of(Stack.rows(
                            inputs.stream().map(SectionImages::requireFeatures).toList()))
                    : Optional.empty();
            Optional<Tiles> tiles = inputs.stream().allMatch(i -> i.tiles().isPresent())
                    ? Optional.of(Tiles.concat(
                            inputs.stream().map(SectionImages::requireTiles).toList()))
                    : Optional.empty();
            int spots = inputs.stream().mapToInt(SectionImages::spots).sum();
            return new SectionImages("training", spots, features, Optional.empty(), tiles);
        }
    }

    @Override
    public FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run) {
        Libtorch libtorch = Libtorch.start(run.threads(), run.device());
        if (data.hvg().length < 2) {
            throw new InputException("panel", "highly variable genes", "found fewer than 2, expected more (--n-hvg)");
        }
        List<EpochRow> curve = new ArrayList<>();
        choose(libtorch, data, hyperparameters, run, curve);
        EpochRow best = best(curve);
        return refit(libtorch, data, hyperparameters, run, curve, best);
    }

    @Override
    public Prediction predict(
            Map<String, Tensor> weights,
            Optional<Reference> reference,
            SectionImages input,
            Hyperparameters hyperparameters,
            Run run) {
        Reference known = reference.orElseThrow(
                () -> new InputException("reference.h5ad", "obsm/embedding", "not found, expected the training spots"));
        try (NDManager manager = Libtorch.start(run.threads(), run.device()).newManager()) {
            Trunk trunk = run.finetuned()
                    .<Trunk>map(trained -> new EncoderTrunk(
                            trained.encoder(),
                            Parameters.of(
                                    manager, trained.encoder().select(part(weights, EncoderTrunk.PREFIX), "model"))))
                    .orElseGet(() -> new FrozenTrunk(HeclipHead.width(weights)));
            ContrastiveNetwork network = new ContrastiveNetwork(manager, trunk, part(weights, HeclipHead.PREFIX));
            return lookUp(manager, known, network.embed(input), hyperparameters);
        }
    }

    private static void choose(
            Libtorch libtorch, TrainingData data, Hyperparameters hyperparameters, Run run, List<EpochRow> curve) {
        try (NDManager manager = libtorch.newManager()) {
            Pool inner = Pool.of(data.inner(), data.hvg());
            Pool held = Pool.of(data.validation(), data.hvg());
            ContrastiveNetwork network = network(manager, inner, run);
            AdamW optimiser = network.optimiser(hyperparameters);
            for (int epoch = 1; epoch <= hyperparameters.epochs(); epoch++) {
                double loss = network.epoch(
                        inner.input(), inner.spots(), optimiser, hyperparameters, new RandomTensors(run.seed()), epoch);
                Reference known = new Reference(inner.expression(), network.embed(inner.input()));
                Prediction guess = lookUp(manager, known, network.embed(held.input()), hyperparameters);
                double pcc = PccPerGene.mean(held.expression(), guess.mean());
                curve.add(new EpochRow(epoch, EpochRow.CHOOSE, loss, pcc));
                run.progress().accept(epoch);
            }
        }
    }

    private static FittedModel refit(
            Libtorch libtorch,
            TrainingData data,
            Hyperparameters hyperparameters,
            Run run,
            List<EpochRow> curve,
            EpochRow best) {
        try (NDManager manager = libtorch.newManager()) {
            Pool all = Pool.of(data.all(), data.hvg());
            ContrastiveNetwork network = network(manager, all, run);
            AdamW optimiser = network.optimiser(hyperparameters);
            for (int epoch = 1; epoch <= best.epoch(); epoch++) {
                double loss = network.epoch(
                        all.input(), all.spots(), optimiser, hyperparameters, new RandomTensors(run.seed()), epoch);
                curve.add(new EpochRow(epoch, EpochRow.REFIT, loss, null));
                run.progress().accept(hyperparameters.epochs() + epoch);
            }
            Reference reference = new Reference(all.expression(), network.embed(all.input()));
            return new FittedModel(
                    network.tensors(), Optional.of(reference), curve, best.epoch(), null, best.validationPcc());
        }
    }

    private static ContrastiveNetwork network(NDManager manager, Pool pool, Run run) {
        Trunk trunk = run.finetuned()
                .<Trunk>map(start -> new EncoderTrunk(start.encoder(), Parameters.of(manager, start.weights())))
                .orElseGet(() -> new FrozenTrunk(pool.input().requireFeatures().cols()));
        Map<String, Tensor> head =
                HeclipHead.initial(trunk.width(), pool.spots().cols(), new RandomTensors(run.seed()));
        return new ContrastiveNetwork(manager, trunk, head);
    }

    private static Prediction lookUp(
            NDManager manager, Reference known, DenseMatrix queries, Hyperparameters hyperparameters) {
        int[][] nearest = NearestNeighbours.of(manager, known.embedding(), queries, hyperparameters.topK());
        return Retrieval.average(nearest, Retrieval.equalWeights(nearest), known.expression());
    }

    /** The first of the epochs with the highest validation PCC. */
    static EpochRow best(List<EpochRow> curve) {
        EpochRow best = curve.get(0);
        for (EpochRow row : curve) {
            best = row.validationPcc() > best.validationPcc() ? row : best;
        }
        return best;
    }

    private static Map<String, Tensor> part(Map<String, Tensor> weights, String prefix) {
        Map<String, Tensor> part = new TreeMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
