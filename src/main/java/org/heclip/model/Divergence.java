package org.heclip.model;

import org.heclip.error.InputException;

/** A loss that is no number: training stops and says where it comes from. */
final class Divergence {
    private Divergence() {}

    /**
     * @param prepared the images' side of the batch
     * @throws InputException when the loss is not finite
     */
    static void refuse(double loss, int epoch, int batch, float[] prepared, SpotBatch spots) {
        if (!Double.isFinite(loss)) {
            throw new InputException(
                    "training",
                    "loss of epoch " + epoch + ", batch " + batch,
                    "found " + loss + ", expected a finite number; " + culprit(prepared, spots));
        }
    }

    private static String culprit(float[] prepared, SpotBatch spots) {
        if (!allFinite(prepared)) {
            return "the images' features or pixels hold values that are not finite";
        } else if (!allFinite(spots.targets().values())) {
            return "the expression holds values that are not finite";
        }
        return "the weights ran away: try a lower --learning-rate";
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
