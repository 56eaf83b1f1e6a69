package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The mean expression of the training spots that are most alike by cosine similarity, and its standard deviation. */
record RetrievalPredictor(RetrievalChoice choice, Lookup lookup) implements Predictor {
    @Override
    public String spread() {
        return choice.weights() == NeighbourWeights.EQUAL
                ? "standard deviation over the retrieved training spots"
                : "weighted standard deviation over the retrieved training spots";
    }

    @Override
    public Prediction predict(
            NDManager manager, Optional<Reference> known, DenseMatrix images, Map<String, Tensor> calibration) {
        Reference reference = known.orElseThrow();
        int[][] nearest = NearestNeighbours.of(manager, reference.embedding(), images, choice.topK());
        double[][] weights = choice.weights().of(nearest, reference.embedding(), images);
        return Retrieval.average(nearest, weights, reference.expression());
    }
}
