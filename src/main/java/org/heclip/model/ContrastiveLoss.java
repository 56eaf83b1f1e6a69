package org.heclip.model;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * Losses that bring images and spots together. {@code I} are the images' embeddings and {@code S} the spots', both {@code
 * [spot][dimension]} and not normalised; {@code T} is a temperature; the logits are {@code L = S I' / T}. As in the published
 * codes, gradients flow through the softmax targets too.
 */
@FunctionalInterface
interface ContrastiveLoss {
    /**
     * @param images {@code [spot][dimension]}
     * @param spots {@code [spot][dimension]}
     * @return a scalar
     */
    NDArray between(NDArray images, NDArray spots);

    /** The same with earlier spots as further columns of L and P, where that makes sense. */
    default Optional<Network.PastLoss> withPast() {
        return Optional.empty();
    }

    /**
     * HECLIP (Wang et al., Bioinformatics 2025, btaf363), image-centric: targets {@code P = softmax(I I' / T)} by row, and the
     * mean over images j of the cross-entropy of column j of L against row j of P.
     */
    static ContrastiveLoss heclip(double temperature) {
        return new ContrastiveLoss() {
            @Override
            public NDArray between(NDArray images, NDArray spots) {
                return imageCentric(images, images, spots, temperature);
            }

            @Override
            public Optional<Network.PastLoss> withPast() {
                return Optional.of((images, spots, past) ->
                        imageCentric(images, images.concat(past.images()), spots.concat(past.spots()), temperature));
            }
        };
    }

    /** HECLIP as its published code has it: P is transposed after the softmax, which the paper's formula does not do. */
    static ContrastiveLoss heclipTransposed(double temperature) {
        return (images, spots) -> {
            NDArray scaled = divided(images, temperature);
            NDArray targets = scaled.matMul(images.transpose()).softmax(1);
            return crossEntropy(scaled.matMul(spots.transpose()), targets.transpose());
        };
    }

    /** The one of the two that is chosen. */
    static ContrastiveLoss heclip(Contrast choice) {
        return choice.transposedTargets() ? heclipTransposed(choice.temperature()) : heclip(choice.temperature());
    }

    /**
     * BLEEP (Xie et al., NeurIPS 2023), smoothed by similarity: targets {@code P = softmax((I I' + S S') / 2 T)} by row, and the
     * mean of the cross-entropies of L against P by row and by column. The temperature divides the logits and multiplies the
     * targets, as in the published code; at the published T = 1 it is neither here nor there.
     */
    static ContrastiveLoss bleep(double temperature) {
        return (images, spots) -> {
            NDArray logits = divided(spots.matMul(images.transpose()), temperature);
            NDArray alike = images.matMul(images.transpose()).add(spots.matMul(spots.transpose()));
            NDArray targets = divided(alike, 2 / temperature).softmax(1);
            return divided(crossEntropy(logits, targets).add(crossEntropy(logits.transpose(), targets.transpose())), 2);
        };
    }

    /**
     * mclSTExp (Min et al., Briefings in Bioinformatics 2024, bbae551; arXiv 2407.08216), as CLIP (Radford et al., ICML 2021):
     * each spot's target is its own image and each image's its own spot; mean of both cross-entropies.
     */
    static ContrastiveLoss clip(double temperature) {
        return (images, spots) -> {
            NDArray logits = divided(spots.matMul(images.transpose()), temperature);
            NDArray own = images.getManager().eye((int) images.getShape().get(0));
            return divided(crossEntropy(logits, own).add(crossEntropy(logits.transpose(), own)), 2);
        };
    }

    private static NDArray imageCentric(NDArray images, NDArray allImages, NDArray allSpots, double temperature) {
        NDArray scaled = divided(images, temperature);
        NDArray targets = scaled.matMul(allImages.transpose()).softmax(1);
        return crossEntropy(scaled.matMul(allSpots.transpose()), targets);
    }

    /** Rows of logits against rows of targets, mean over rows. */
    private static NDArray crossEntropy(NDArray logits, NDArray targets) {
        return targets.mul(logits.logSoftmax(1)).sum(new int[] {1}).mean().neg();
    }

    private static NDArray divided(NDArray x, double by) {
        return x.div(NativeArray.scalar(x.getManager(), by));
    }
}
