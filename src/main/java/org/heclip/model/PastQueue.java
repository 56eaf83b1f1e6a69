package org.heclip.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Optional;
import org.heclip.error.InputException;

/**
 * The last embeddings of an epoch, as further contrasts for small batches: cross-batch memory (Wang et al., CVPR 2020, arXiv
 * 1912.06798). It is emptied between epochs, so that no spot is contrasted with itself.
 */
final class PastQueue {
    private final NDManager manager;
    private final int most;
    private Past past;

    /**
     * @param manager owns what is kept
     * @param most spots that are kept; 0 for none
     * @throws InputException when the network's loss does not compare spots with one another
     */
    PastQueue(NDManager manager, Network network, int most) {
        if (most > 0 && network.pastLoss().isEmpty()) {
            throw new InputException(
                    "--queue", "value", "found " + most + ", expected 0: this model does not contrast spots");
        }
        this.manager = manager;
        this.most = most;
    }

    Optional<Past> past() {
        return Optional.ofNullable(past);
    }

    /** Puts these last and drops the oldest where there are too many. */
    void add(NDArray images, NDArray spots) {
        if (most > 0) {
            Past longer = new Past(
                    appended(past == null ? null : past.images(), images),
                    appended(past == null ? null : past.spots(), spots));
            clear();
            past = longer;
        }
    }

    void clear() {
        if (past != null) {
            past.images().close();
            past.spots().close();
            past = null;
        }
    }

    private NDArray appended(NDArray old, NDArray added) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray fresh = added.stopGradient();
            fresh.attach(scratch);
            NDArray all = old == null ? fresh : joined(scratch, old, fresh);
            long rows = all.getShape().get(0);
            NDArray kept = all.get(new NDIndex("{}:", Math.max(0, rows - most))).duplicate();
            kept.attach(manager);
            return kept;
        }
    }

    private static NDArray joined(NDManager scratch, NDArray old, NDArray fresh) {
        NDArray joined = old.concat(fresh);
        joined.attach(scratch);
        return joined;
    }
}
