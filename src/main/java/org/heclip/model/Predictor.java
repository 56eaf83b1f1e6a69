package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** From what a network says of images to expression. */
interface Predictor {
    /** Which side of the training spots it needs, which are then part of the model. */
    Lookup lookup();

    /** What the spread of its predictions means, for the model's card. */
    String spread();

    /**
     * What is fitted on the validation part, to become part of the model's weights: it is kept from the epoch that is chosen.
     *
     * @param known the training spots without the validation part; empty when {@link #lookup} is nothing
     * @param images what the network says of the validation part, {@code [spot][dimension]}
     * @param measured {@code [spot][panel gene]}
     */
    default Map<String, Tensor> calibrate(
            NDManager manager, Optional<Reference> known, DenseMatrix images, DenseMatrix measured) {
        return Map.of();
    }

    /**
     * @param known the training spots; empty when {@link #lookup} is nothing
     * @param images what the network says of the spots, {@code [spot][dimension]}
     * @param calibration among other weights, those of {@link #calibrate}
     * @return {@code [spot][panel gene]}
     */
    Prediction predict(
            NDManager manager, Optional<Reference> known, DenseMatrix images, Map<String, Tensor> calibration);
}
