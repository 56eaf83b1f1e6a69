package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A network whose loss compares images with spots. */
interface ContrastiveNetwork extends Network {
    ContrastiveLoss contrast();

    @Override
    default NDArray loss(NDArray images, NDArray spots) {
        return contrast().between(images, spots);
    }

    @Override
    default Optional<PastLoss> pastLoss() {
        return contrast().withPast();
    }
}
