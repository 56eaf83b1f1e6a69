package org.heclip.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The training mean of each gene, whatever the image: what any model must beat. Its PCC is undefined by construction. */
final class MeanModel implements Model {
    private static final String NAME = "mean";

    @Override
    public Images images() {
        return Images.NO_FEATURES;
    }

    @Override
    public FittedModel fit(TrainingData data, Hyperparameters hyperparameters, Run run) {
        List<DenseMatrix> held = new ArrayList<>();
        List<DenseMatrix> guessed = new ArrayList<>();
        for (TrainingData.Division division : data.divisions()) {
            held.add(TrainingSection.expression(division.held()));
            guessed.add(Residuals.repeated(means(TrainingSection.expression(division.inner())), division.heldSpots()));
        }
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put(NAME, Tensor.vector(means(TrainingSection.expression(data.all()))));
        Residuals.addTo(weights, DenseMatrix.stacked(held), DenseMatrix.stacked(guessed));
        return new FittedModel(weights, Optional.empty(), List.of(), null, null, null);
    }

    @Override
    public Prediction predict(Learned learned, SectionImages input) {
        return new Prediction(
                Residuals.repeated(learned.weights().get(NAME).values(), input.spots()),
                Residuals.spread(learned.weights(), input.spots()));
    }

    /** Mean of each gene over the spots. */
    static float[] means(DenseMatrix expression) {
        double[] sums = new double[expression.cols()];
        for (int s = 0; s < expression.rows(); s++) {
            for (int g = 0; g < sums.length; g++) {
                sums[g] += expression.get(s, g);
            }
        }
        float[] means = new float[sums.length];
        for (int g = 0; g < means.length; g++) {
            means[g] = (float) (sums[g] / expression.rows());
        }
        return means;
    }
}
