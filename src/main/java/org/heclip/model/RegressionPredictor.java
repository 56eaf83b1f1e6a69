package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The network's own output, and for each gene the root mean square of what it missed by on the validation part. */
record RegressionPredictor() implements Predictor {
    @Override
    public Lookup lookup() {
        return Lookup.NOTHING;
    }

    @Override
    public String spread() {
        return Residuals.MEANING;
    }

    @Override
    public Map<String, Tensor> calibrate(
            NDManager manager, Optional<Reference> known, DenseMatrix images, DenseMatrix measured) {
        Map<String, Tensor> calibration = new TreeMap<>();
        Residuals.addTo(calibration, Residuals.sd(measured, images));
        return calibration;
    }

    @Override
    public Prediction predict(
            NDManager manager, Optional<Reference> known, DenseMatrix images, Map<String, Tensor> calibration) {
        return new Prediction(images, Residuals.spread(calibration, images.rows()));
    }
}
