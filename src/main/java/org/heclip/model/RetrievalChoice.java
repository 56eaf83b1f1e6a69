package org.heclip.model;

import java.util.Map;
import java.util.Optional;
import org.heclip.error.InputException;
import org.heclip.file.Tensor;

/**
 * How a prediction is looked up.
 *
 * @param topK training spots that are averaged, all when there are fewer; null to choose it on the validation part, from {@link
 *     #CANDIDATES}
 * @param weights of each of them
 */
public record RetrievalChoice(Integer topK, NeighbourWeights weights) {
    /** Numbers of training spots among which one is chosen, where none is given. */
    static final int[] CANDIDATES = {10, 25, 50, 100, 200};

    /** Of the chosen number among the weights of a model. */
    static final String TOP_K = "retrieval.top_k";

    private static final String AUTO = "auto";
    private static final int PUBLISHED = 50;

    /** @throws InputException naming the option that is out of its range */
    public RetrievalChoice {
        Range.require(topK == null || topK >= 1, "--top-k", topK, "at least 1");
    }

    /** @throws InputException unless it is {@code auto} or a whole number */
    public static Integer topK(String text) {
        try {
            return text.equals(AUTO) ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new InputException("--top-k", "value", "found '" + text + "', expected auto or at least 1");
        }
    }

    /** The same with the number that was chosen, if one was to be. */
    RetrievalChoice settled(Map<String, Tensor> weightsOfModel) {
        return topK == null ? new RetrievalChoice(chosen(weightsOfModel).orElse(PUBLISHED), weights) : this;
    }

    /** The number of training spots that {@link RetrievalPredictor#calibrate} chose; of several validation parts the mean. */
    static Optional<Integer> chosen(Map<String, Tensor> weights) {
        return Optional.ofNullable(weights.get(TOP_K)).map(tensor -> Math.round(tensor.values()[0]));
    }
}
