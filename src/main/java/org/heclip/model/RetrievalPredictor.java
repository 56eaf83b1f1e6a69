package org.heclip.model;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/** The mean expression of the training spots that are most alike by cosine similarity, and its standard deviation. */
record RetrievalPredictor(RetrievalChoice choice, Lookup lookup) implements Predictor {
    @Override
    public String spread() {
        return choice.weights() == NeighbourWeights.EQUAL
                ? "standard deviation over the retrieved training spots"
                : "weighted standard deviation over the retrieved training spots";
    }

    @Override
    public Map<String, Tensor> calibrate(
            NDManager manager, Optional<Reference> known, DenseMatrix images, DenseMatrix measured) {
        Reference reference = known.orElseThrow();
        int topK = choice.topK() == null ? best(manager, reference, images, measured) : choice.topK();
        Prediction guess = looked(nearest(manager, reference, images, topK), reference, images);
        IntervalMultipliers multipliers = new IntervalMultipliers();
        multipliers.add(measured, guess.mean(), guess.sd().values());
        Map<String, Tensor> calibration = new TreeMap<>();
        multipliers.addTo(calibration);
        if (choice.topK() == null) {
            calibration.put(RetrievalChoice.TOP_K, Tensor.vector(new float[] {topK}));
        }
        return calibration;
    }

    @Override
    public Prediction predict(
            NDManager manager, Optional<Reference> known, DenseMatrix images, Map<String, Tensor> calibration) {
        Reference reference = known.orElseThrow();
        int topK = choice.settled(calibration).topK();
        return looked(nearest(manager, reference, images, topK), reference, images);
    }

    /** The number that predicts the validation part best, of equally good ones the smallest. */
    private int best(NDManager manager, Reference reference, DenseMatrix images, DenseMatrix measured) {
        int[][] most =
                nearest(manager, reference, images, RetrievalChoice.CANDIDATES[RetrievalChoice.CANDIDATES.length - 1]);
        int best = RetrievalChoice.CANDIDATES[0];
        double bestPcc = Double.NEGATIVE_INFINITY;
        for (int topK : RetrievalChoice.CANDIDATES) {
            int[][] nearest = Arrays.stream(most)
                    .map(row -> Arrays.copyOf(row, Math.min(topK, row.length)))
                    .toArray(int[][]::new);
            double pcc =
                    PccPerGene.mean(measured, looked(nearest, reference, images).mean());
            if (pcc > bestPcc) {
                best = topK;
                bestPcc = pcc;
            }
        }
        return best;
    }

    private static int[][] nearest(NDManager manager, Reference reference, DenseMatrix images, int topK) {
        return NearestNeighbours.of(manager, reference.embedding(), images, topK);
    }

    private Prediction looked(int[][] nearest, Reference reference, DenseMatrix images) {
        double[][] weights = choice.weights().of(nearest, reference.embedding(), images);
        return Retrieval.average(nearest, weights, reference.expression());
    }
}
