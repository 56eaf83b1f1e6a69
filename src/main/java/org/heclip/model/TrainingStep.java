package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The loss of one batch and its gradients. */
final class TrainingStep {
    /** Dropout of the rows of a batch that begin at one. */
    @FunctionalInterface
    interface BatchDropout {
        Dropout from(int firstRow);
    }

    private final NDManager manager;
    private final Network network;
    private final PastQueue queue;

    /** @param manager parent of those of the steps */
    TrainingStep(NDManager manager, Network network, PastQueue queue) {
        this.manager = manager;
        this.network = network;
        this.queue = queue;
    }

    /**
     * The loss of one batch; its gradients are left with the parameters.
     *
     * @param prepared its images, in parts that pass the network one after the other
     */
    double gradients(List<? extends PreparedImages> prepared, SpotBatch batch, BatchDropout dropout) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("a batch without spots");
        }
        try (NDManager step = manager.newSubManager()) {
            return prepared.size() == 1
                    ? atOnce(step, prepared.get(0), batch, dropout.from(0))
                    : inParts(step, prepared, batch, dropout);
        }
    }

    private double atOnce(NDManager step, PreparedImages prepared, SpotBatch batch, Dropout dropout) {
        try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
            NDArray images = forward(step, prepared, dropout);
            return backward(collector, step, images, batch, dropout);
        }
    }

    /**
     * The same gradients with less memory (Gao et al., RepL4NLP 2021, arXiv 2101.06983, "GradCache"): embeddings of the whole
     * batch are computed part by part without a graph; the loss of them all gives the gradient of each embedding; then each
     * part is computed again, with a graph, and its embeddings' gradients are followed back. Only batch normalisation, which
     * sees the parts, makes a difference.
     */
    private double inParts(
            NDManager step, List<? extends PreparedImages> prepared, SpotBatch batch, BatchDropout dropout) {
        NDArray images = withoutGraph(step, prepared, dropout);
        images.setRequiresGradient(true);
        double loss;
        try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
            loss = backward(collector, step, images, batch, dropout.from(0));
        }
        NDArray gradients = images.getGradient();
        int row = 0;
        for (PreparedImages some : prepared) {
            int end = row + some.spots();
            try (NDManager part = step.newSubManager();
                    GradientCollector collector = Libtorch.engine().newGradientCollector()) {
                NDArray own = gradients.get(part, new NDIndex("{}:{}", row, end));
                NDArray again = forward(part, some, dropout.from(row));
                collector.backward(again.mul(own).sum());
            }
            row = end;
        }
        return loss;
    }

    private NDArray withoutGraph(NDManager step, List<? extends PreparedImages> prepared, BatchDropout dropout) {
        NDList parts = new NDList();
        try (NDManager scratch = step.newSubManager()) {
            Map<String, NDArray> before = copies(scratch, network.trunk().statistics());
            int row = 0;
            for (PreparedImages some : prepared) {
                try (NDManager part = step.newSubManager()) {
                    NDArray images = forward(part, some, dropout.from(row));
                    images.attach(scratch);
                    parts.add(images);
                }
                row += some.spots();
            }
            // the second pass follows the running statistics; once is enough
            before.forEach(
                    (name, copy) -> network.trunk().statistics().get(name).set(new NDIndex("..."), copy));
            NDArray joined = NDArrays.concat(parts);
            joined.attach(step);
            return joined;
        }
    }

    private NDArray forward(NDManager owner, PreparedImages prepared, Dropout dropout) {
        return network.images(network.trunk().forward(prepared.array(owner), true), dropout);
    }

    private double backward(
            GradientCollector collector, NDManager step, NDArray images, SpotBatch batch, Dropout dropout) {
        NDArray spots = network.spots(step, batch, dropout);
        NDArray loss = queue.past()
                .map(past -> network.pastLoss().orElseThrow().between(images, spots, past))
                .orElseGet(() -> network.loss(images, spots));
        collector.backward(loss);
        queue.add(images, spots);
        return loss.getFloat();
    }

    private static Map<String, NDArray> copies(NDManager owner, Map<String, NDArray> arrays) {
        Map<String, NDArray> copies = new TreeMap<>();
        arrays.forEach((name, array) -> {
            NDArray copy = array.duplicate();
            copy.attach(owner);
            copies.put(name, copy);
        });
        return copies;
    }
}
