package org.heclip.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heclip.domain.StainCheck;
import org.heclip.domain.TrainingDomain;
import org.heclip.domain.TrainingDomain.Likeness;
import org.heclip.expression.DenseMatrix;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.tile.ColourStatistics;

/** How much each position of a slide resembles the training tiles, gathered part by part. */
final class DomainNotes {
    private final TrainingDomain domain;
    private final double[] distance;
    private final double[] score;
    private final float[] colour;
    private int positions;

    DomainNotes(TrainingDomain domain, int positions) {
        this.domain = domain;
        this.distance = new double[positions];
        this.score = new double[positions];
        this.colour = new float[Math.multiplyExact(positions, ColourStatistics.COUNT)];
    }

    /** The next positions. */
    void add(DenseMatrix colours, Optional<DenseMatrix> features) {
        Likeness likeness = domain.of(colours, features);
        System.arraycopy(likeness.distance(), 0, distance, positions, colours.rows());
        System.arraycopy(likeness.score(), 0, score, positions, colours.rows());
        System.arraycopy(colours.values(), 0, colour, positions * ColourStatistics.COUNT, colours.values().length);
        positions += colours.rows();
    }

    /** How many were added. */
    int positions() {
        return positions;
    }

    DataFrame addTo(DataFrame obs) {
        boolean[] inside = new boolean[score.length];
        for (int s = 0; s < inside.length; s++) {
            inside[s] = score[s] >= TrainingDomain.LEAST_SCORE;
        }
        return obs.with("domain_distance", new Column.Doubles(distance))
                .with("domain_score", new Column.Doubles(score))
                .with("in_domain", new Column.Bools(inside));
    }

    int inDomain() {
        return (int) Arrays.stream(score)
                .filter(s -> s >= TrainingDomain.LEAST_SCORE)
                .count();
    }

    List<String> stain() {
        return StainCheck.findings(colours(), domain.greenOd());
    }

    /** Whether light or stain are not those of H&amp;E at all. */
    boolean looksOtherwise() {
        return !StainCheck.foreign(colours()).isEmpty();
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(stain());
        double part = (double) inDomain() / Math.max(1, score.length);
        if (part < 0.9) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "only %.0f per cent of the positions resemble the training tiles (held-out training tiles: 99)",
                    Math.floor(100 * part)));
        }
        return warnings;
    }

    private DenseMatrix colours() {
        return new DenseMatrix(score.length, ColourStatistics.COUNT, colour);
    }
}
