package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The mean expression of the training spots whose images are most alike, and its standard deviation. */
record RetrievalPredictor(int topK) implements Predictor {
    @Override
    public boolean looksUp() {
        return true;
    }

    @Override
    public Prediction predict(
            NDManager manager, Optional<Reference> known, DenseMatrix images, Map<String, Tensor> calibration) {
        Reference reference = known.orElseThrow();
        int[][] nearest = Retrieval.nearest(manager, reference.embedding(), images, topK);
        return Retrieval.average(nearest, reference.expression());
    }
}
