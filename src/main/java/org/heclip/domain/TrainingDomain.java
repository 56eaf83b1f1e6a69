package org.heclip.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heclip.error.InputException;
import org.heclip.expression.DenseMatrix;
import org.heclip.file.Tensor;

/**
 * What the training tiles look like, to tell how much a tile resembles them.
 *
 * @param colour by 18 colour statistics
 * @param features by the encoder; empty for a model without one
 * @param greenOd see {@link StainCheck#range}
 */
public record TrainingDomain(KnownSpace colour, Optional<KnownSpace> features, double[] greenOd) {
    /** A tile whose score is lower lies farther from training tiles than 99 of 100 held-out training tiles do. */
    public static final double LEAST_SCORE = 0.01;

    private static final String COLOUR = "colour";
    private static final String FEATURES = "features";
    private static final String GREEN_OD = "green_od";

    /**
     * @param distance to training tiles in the space of the encoder (else of colour)
     * @param score the lower of both spaces, 0 to 1: see {@link KnownSpace#score}
     */
    public record Likeness(double[] distance, double[] score) {}

    public static TrainingDomain fit(DenseMatrix colour, Optional<DenseMatrix> features, List<String> groups) {
        return new TrainingDomain(
                KnownSpace.fit(colour, groups),
                features.map(tiles -> KnownSpace.fit(tiles, groups)),
                StainCheck.range(colour));
    }

    /** @param features must be there when the domain has them */
    public Likeness of(DenseMatrix tileColour, Optional<DenseMatrix> tileFeatures) {
        double[] distance = colour.distances(tileColour);
        double[] score = new double[distance.length];
        for (int s = 0; s < score.length; s++) {
            score[s] = colour.score(distance[s]);
        }
        if (features.isPresent()) {
            distance = features.get().distances(tileFeatures.orElseThrow());
            for (int s = 0; s < score.length; s++) {
                score[s] = Math.min(score[s], features.get().score(distance[s]));
            }
        }
        return new Likeness(distance, score);
    }

    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new TreeMap<>();
        colour.addTo(tensors, COLOUR);
        features.ifPresent(space -> space.addTo(tensors, FEATURES));
        tensors.put(GREEN_OD, Tensor.vector(new float[] {(float) greenOd[0], (float) greenOd[1]}));
        return tensors;
    }

    /** @throws InputException for tensors that are missing or do not fit */
    public static TrainingDomain from(Map<String, Tensor> tensors, String file) {
        Tensor od = tensors.get(GREEN_OD);
        if (od == null || od.values().length != 2) {
            throw new InputException(file, GREEN_OD, "found no range, expected two numbers");
        }
        return new TrainingDomain(
                KnownSpace.from(tensors, COLOUR, file),
                tensors.containsKey(FEATURES + ".points")
                        ? Optional.of(KnownSpace.from(tensors, FEATURES, file))
                        : Optional.empty(),
                new double[] {od.values()[0], od.values()[1]});
    }
}
