package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** A model that gradient descent trains: {@link TrainingLoop} and a plug. */
final class NetworkModel implements Model {
    private final NetworkPlug plug;

    NetworkModel(NetworkPlug plug) {
        this.plug = plug;
    }

    @Override
    public Images images() {
        return Images.TRAINABLE;
    }

    @Override
    public String predictedSd(Hyperparameters hyperparameters) {
        return plug.predictor(hyperparameters).spread();
    }

    @Override
    public FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run) {
        return new TrainingLoop(plug, hyperparameters, run).fit(data);
    }

    @Override
    public Prediction predict(Learned learned, SectionImages input) {
        Map<String, Tensor> weights = learned.weights();
        Run run = learned.run();
        Predictor predictor = plug.predictor(learned.hyperparameters());
        if (predictor.lookup() != Lookup.NOTHING && learned.reference().isEmpty()) {
            throw new InputException("reference.h5ad", "obsm/embedding", "not found, expected the training spots");
        }
        try (NDManager manager = Libtorch.start(run.threads(), run.device()).newManager()) {
            Network network = plug.network(manager, trunk(manager, weights, run), weights, learned.hyperparameters());
            DenseMatrix images = Embedding.of(manager, network, input);
            return predictor.predict(manager, learned.reference(), images, weights);
        }
    }

    private Trunk trunk(NDManager manager, Map<String, Tensor> weights, Run run) {
        if (run.finetuned().isEmpty()) {
            return new FrozenTrunk(plug.width(weights));
        }
        Encoder encoder = run.finetuned().get().encoder();
        Map<String, Tensor> own = new TreeMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith(EncoderTrunk.PREFIX)) {
                own.put(name.substring(EncoderTrunk.PREFIX.length()), tensor);
            }
        });
        return new EncoderTrunk(encoder, Parameters.of(manager, encoder.select(own, "model")));
    }
}
