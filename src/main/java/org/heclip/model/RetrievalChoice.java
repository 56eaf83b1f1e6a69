package org.heclip.model;

import org.heclip.error.InputException;

/**
 * How a prediction is looked up.
 *
 * @param topK training spots that are averaged; all when there are fewer
 * @param weights of each of them
 */
public record RetrievalChoice(int topK, NeighbourWeights weights) {
    /** @throws InputException naming the option that is out of its range */
    public RetrievalChoice {
        Range.require(topK >= 1, "--top-k", topK, "at least 1");
    }
}
