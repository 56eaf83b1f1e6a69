package org.heclip.align;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.heclip.align.Displacement.Estimate;

/**
 * The shift and turn at which the image explains the expression best, and how sure that is. A coarse grid of moves first, since
 * the likelihood has several peaks; then a pattern search; then a bootstrap over blocks of spots and over traits, each replicate taking the best
 * of a fine grid around the estimate and of the coarse one. Moves are {dx, dy, turn} in pitches, a turn as the root mean square
 * of what it moves the spots by.
 */
final class DisplacementSearch {
    private static final double REACH = 1.4;
    private static final double REACH_TURN = Math.toRadians(4);
    private static final double COARSE = 0.2;
    private static final double FINEST = 0.01;
    private static final int REPLICATES = 100;
    private static final int FINE_STEPS = 3;
    /** Of a standard deviation; the grid then reaches 3 of them to either side. */
    private static final double FINE = 1.0;
    /** Moves whose log-likelihood lies further below the best are no replicate's best. */
    private static final double HOPELESS = 8;
    /** A twentieth of the pitch: tiles overlap by more than nine tenths, and manual registration is hardly better. */
    private static final double LIMIT_PITCHES = 0.05;

    private final TraitFit fit;
    private final double[] x;
    private final double[] y;
    private final double pitch;
    private final double centreX;
    private final double centreY;
    private final double radius;

    DisplacementSearch(TraitFit fit, double[] x, double[] y, double pitch) {
        this.fit = fit;
        this.x = x;
        this.y = y;
        this.pitch = pitch;
        centreX = Arrays.stream(x).average().orElse(0);
        centreY = Arrays.stream(y).average().orElse(0);
        radius = Math.sqrt(IntStream.range(0, x.length)
                .mapToDouble(s -> Math.pow(x[s] - centreX, 2) + Math.pow(y[s] - centreY, 2))
                .average()
                .orElse(1));
    }

    /** @param seed of the bootstrap */
    Displacement displacement(long seed) {
        double[][] coarse = coarse();
        double[] heights = heights(coarse);
        double[] best = climb(coarse[highest(heights)]);
        double top = height(best);
        double[][] fine = fine(best, top);
        double[][] moves = concat(keep(fine, heights(fine), top), keep(coarse, heights, top));
        double[][] replicates = replicates(concat(moves, new double[][] {best}), seed);
        return displacement(Displacement.Witness.EXPRESSION, best, replicates, pitch, radius)
                .atLeast(byChance(best, coarse.length));
    }

    /**
     * Of the best of so many moves explaining the expression so well when the image shows nothing of it: then the bootstrap, which
     * goes around the best, says nothing.
     */
    private double byChance(double[] best, int moves) {
        double evidence = sums(best).evidence();
        double one = 1
                - new ChiSquaredDistribution(fit.figureCount() * fit.traitCount())
                        .cumulativeProbability(Math.max(0, evidence));
        return Math.min(1, moves * one);
    }

    /**
     * What a move and its replicates say, all in pitches.
     *
     * @param radius of the spots about their middle, root mean square, in pixels
     */
    static Displacement displacement(
            Displacement.Witness witness, double[] best, double[][] replicates, double pitch, double radius) {
        return new Displacement(
                witness,
                estimate(best, replicates, 0, pitch),
                estimate(best, replicates, 1, pitch),
                estimate(best, replicates, 2, Math.toDegrees(pitch / radius)),
                Math.sqrt(best[0] * best[0] + best[1] * best[1] + best[2] * best[2]) * pitch,
                LIMIT_PITCHES * pitch,
                probability(best, replicates));
    }

    private double[][] coarse() {
        int shifts = (int) Math.round(REACH / COARSE);
        int turns = (int) Math.ceil(REACH_TURN * radius / pitch / COARSE);
        return IntStream.rangeClosed(-turns, turns)
                .boxed()
                .flatMap(t -> IntStream.rangeClosed(-shifts, shifts).boxed().flatMap(i -> IntStream.rangeClosed(
                                -shifts, shifts)
                        .mapToObj(j -> new double[] {i * COARSE, j * COARSE, t * COARSE})))
                .toArray(double[][]::new);
    }

    private double height(double[] move) {
        return sums(move).logLikelihood();
    }

    private double[] heights(double[][] moves) {
        return Arrays.stream(moves).parallel().mapToDouble(this::height).toArray();
    }

    private TraitFit.Sums sums(double[] move) {
        RigidMove rigid = new RigidMove(move[0] * pitch, move[1] * pitch, move[2] * pitch / radius, centreX, centreY);
        double[] newX = new double[x.length];
        double[] newY = new double[x.length];
        for (int s = 0; s < newX.length; s++) {
            newX[s] = rigid.x(x[s], y[s]);
            newY[s] = rigid.y(x[s], y[s]);
        }
        return fit.at(newX, newY);
    }

    /** Uphill along the axes with halved steps. */
    private double[] climb(double[] from) {
        double[] best = from;
        double top = height(best);
        for (double step = COARSE / 2; step >= FINEST; ) {
            double[][] around = around(best, step);
            double[] heights = heights(around);
            int next = highest(heights);
            if (heights[next] > top) {
                best = around[next];
                top = heights[next];
            } else {
                step /= 2;
            }
        }
        return best;
    }

    private static double[][] around(double[] move, double step) {
        return IntStream.range(0, 6)
                .mapToObj(i -> moved(move, i / 2, i % 2 == 0 ? step : -step))
                .toArray(double[][]::new);
    }

    private static double[] moved(double[] move, int axis, double by) {
        double[] moved = move.clone();
        moved[axis] += by;
        return moved;
    }

    private double[][] fine(double[] best, double top) {
        double[] step = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double[][] aside = {moved(best, axis, COARSE / 2), moved(best, axis, -COARSE / 2)};
            double drop = top - Arrays.stream(heights(aside)).average().orElse(top);
            // a parabola falls by one half at a standard deviation
            double sd = COARSE / 2 / Math.sqrt(2 * Math.max(0.25, drop));
            step[axis] = FINE * sd;
        }
        int edge = 2 * FINE_STEPS + 1;
        return IntStream.range(0, edge * edge * edge)
                .mapToObj(i -> new double[] {
                    best[0] + (i % edge - FINE_STEPS) * step[0],
                    best[1] + (i / edge % edge - FINE_STEPS) * step[1],
                    best[2] + (i / edge / edge - FINE_STEPS) * step[2]
                })
                .toArray(double[][]::new);
    }

    private static double[][] keep(double[][] moves, double[] heights, double top) {
        return IntStream.range(0, moves.length)
                .filter(i -> heights[i] > top - HOPELESS)
                .mapToObj(i -> moves[i])
                .toArray(double[][]::new);
    }

    /**
     * {@code [replicate][3]}: the best move with blocks and traits drawn with replacement. Traits that disagree, as they do where
     * the regression is not the truth, widen the spread as spots do.
     */
    private double[][] replicates(double[][] moves, long seed) {
        Random random = new Random(seed);
        double[][] blocks = draws(random, fit.blockCount());
        double[][] traits = draws(random, fit.traitCount());
        double[][] heights = Arrays.stream(moves)
                .parallel()
                .map(move -> {
                    TraitFit.Sums sums = sums(move);
                    return IntStream.range(0, REPLICATES)
                            .mapToDouble(r -> sums.logLikelihood(blocks[r], traits[r]))
                            .toArray();
                })
                .toArray(double[][]::new);
        return IntStream.range(0, REPLICATES)
                .mapToObj(r -> moves[
                        highest(Arrays.stream(heights)
                                .mapToDouble(ofMove -> ofMove[r])
                                .toArray())])
                .toArray(double[][]::new);
    }

    /** {@code [replicate][member]}: how often each is drawn. */
    private static double[][] draws(Random random, int members) {
        double[][] draws = new double[REPLICATES][members];
        for (double[] draw : draws) {
            for (int i = 0; i < members; i++) {
                draw[random.nextInt(members)]++;
            }
        }
        return draws;
    }

    private static Estimate estimate(double[] best, double[][] replicates, int axis, double unit) {
        double[] sorted =
                Arrays.stream(replicates).mapToDouble(r -> r[axis]).sorted().toArray();
        return new Estimate(
                best[axis] * unit,
                sorted[(int) (0.025 * sorted.length)] * unit,
                sorted[(int) (0.975 * sorted.length)] * unit);
    }

    /** Of an estimate so far from no move at all. */
    private static double probability(double[] best, double[][] replicates) {
        RealMatrix covariance = new Array2DRowRealMatrix(3, 3);
        for (double[] replicate : replicates) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    covariance.addToEntry(
                            i, j, (replicate[i] - best[i]) * (replicate[j] - best[j]) / replicates.length);
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            covariance.addToEntry(i, i, FINEST * FINEST / 4);
        }
        try {
            double[] solved = MatrixUtils.inverse(covariance).operate(best);
            double distance = best[0] * solved[0] + best[1] * solved[1] + best[2] * solved[2];
            return 1 - new ChiSquaredDistribution(3).cumulativeProbability(distance);
        } catch (SingularMatrixException e) {
            return 1;
        }
    }

    private static int highest(double[] heights) {
        int highest = 0;
        for (int i = 1; i < heights.length; i++) {
            highest = heights[i] > heights[highest] ? i : highest;
        }
        return highest;
    }

    private static double[][] concat(double[][] one, double[][] other) {
        double[][] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
