package org.heclip.model;

import java.util.List;
import org.heclip.error.InputException;

/** A loss or a gradient that is no number: training stops before it reaches the weights, and says where it comes from. */
final class Divergence {
    private Divergence() {}

    /**
     * @param norm length of the gradient
     * @throws InputException when the loss or the gradient is not finite
     */
    static void refuse(
            double loss, double norm, int epoch, int batch, List<? extends PreparedImages> images, SpotBatch spots) {
        String place = " of epoch " + epoch + ", batch " + batch;
        if (!Double.isFinite(loss)) {
            throw refusal("loss" + place, loss, images, spots);
        }
        if (!Double.isFinite(norm)) {
            throw refusal("gradient" + place, norm, images, spots);
        }
    }

    private static InputException refusal(
            String element, double found, List<? extends PreparedImages> images, SpotBatch spots) {
        return new InputException(
                "training", element, "found " + found + ", expected a finite number; " + culprit(images, spots));
    }

    private static String culprit(List<? extends PreparedImages> images, SpotBatch spots) {
        if (!images.stream().allMatch(PreparedImages::allFinite)) {
            return "the images' features hold values that are not finite";
        }
        if (!spots.targets().allFinite()) {
            return "the expression holds values that are not finite";
        }
        return "the weights ran away: try a lower --learning-rate, or --warmup-epochs or --clip-norm";
    }
}
