package org.heclip.model;

import ai.djl.ndarray.NDArray;

/** Losses that bring images and spots together. */
final class ContrastiveLoss {
    private ContrastiveLoss() {}

    /**
     * HECLIP's image-centric loss: logits {@code L = S I' / T}, targets {@code P = softmax(I I' / T)} by row, and the mean over
     * images j of the cross-entropy of column j of L against row j of P. As in the published code, gradients flow through the
     * targets too. (That code also transposes the targets after the softmax; the formula of the paper does not.)
     *
     * @param images {@code [spot][dimension]}
     * @param spots {@code [spot][dimension]}
     * @return a scalar
     */
    static NDArray imageCentric(NDArray images, NDArray spots, double temperature) {
        return imageCentric(images, images, spots, temperature);
    }

    /** The same with earlier spots as further columns of L and P. */
    static NDArray imageCentric(NDArray images, NDArray spots, Past past, double temperature) {
        return imageCentric(images, images.concat(past.images()), spots.concat(past.spots()), temperature);
    }

    private static NDArray imageCentric(NDArray images, NDArray allImages, NDArray allSpots, double temperature) {
        NDArray scaled = images.div(temperature);
        NDArray targets = scaled.matMul(allImages.transpose()).softmax(1);
        NDArray logLikelihood = scaled.matMul(allSpots.transpose()).logSoftmax(1);
        return targets.mul(logLikelihood).sum(new int[] {1}).mean().neg();
    }
}
