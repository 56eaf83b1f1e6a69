package org.heclip.align;

import java.util.Arrays;

/**
 * How well the image explains the expression when the spots lie at given places: for each trait a linear regression on the
 * image's figures with autoregressive errors (neighbouring spots are alike for reasons that no picture shows; taken for
 * independent they would promise too much). Sums are kept by block of spots, so that a bootstrap over blocks need not look at
 * the spots again.
 */
final class TraitFit {
    private final StainMaps maps;
    private final SpotNeighbours neighbours;
    private final int[] blocks;
    private final double[] blockSpots;
    /** By trait: how much of a spot's error is its neighbours'. */
    private final double[] likeness;
    /** {@code [trait][spot]}, less what the neighbours share. */
    private final double[][] traits;

    private TraitFit(StainMaps maps, SpotNeighbours neighbours, int[] blocks, double[] likeness, double[][] traits) {
        this.maps = maps;
        this.neighbours = neighbours;
        this.blocks = blocks;
        this.likeness = likeness;
        this.traits = traits;
        blockSpots = new double[Arrays.stream(blocks).max().orElse(0) + 1];
        for (int block : blocks) {
            blockSpots[block]++;
        }
    }

    /**
     * @param traits {@code [trait][spot]}, of mean 0
     * @param x where the spots lie as given, in pixels of the image
     * @param y as x
     * @param blocks of each spot, from 0
     */
    static TraitFit of(StainMaps maps, double[][] traits, double[] x, double[] y, int[] blocks) {
        SpotNeighbours neighbours = SpotNeighbours.of(x, y);
        TraitFit plain = new TraitFit(maps, neighbours, blocks, new double[traits.length], traits);
        double[] likeness = new double[traits.length];
        double[][] left = new double[traits.length][];
        double[][] design = plain.design(x, y);
        Sums sums = plain.sums(design);
        for (int k = 0; k < traits.length; k++) {
            likeness[k] = neighbours.likeness(plain.residuals(design, sums, k));
            double[] around = neighbours.means(traits[k]);
            left[k] = new double[around.length];
            for (int s = 0; s < around.length; s++) {
                left[k][s] = traits[k][s] - likeness[k] * around[s];
            }
        }
        return new TraitFit(maps, neighbours, blocks, likeness, left);
    }

    int blockCount() {
        return blockSpots.length;
    }

    int traitCount() {
        return traits.length;
    }

    int figureCount() {
        return maps.figures();
    }

    /** Sums over the spots of each block, with the spots at these places. */
    Sums at(double[] x, double[] y) {
        return sums(design(x, y));
    }

    /** {@code [spot][2 p]}: a constant and the image's figures, then the same of the neighbours' mean. */
    private double[][] design(double[] x, double[] y) {
        int p = maps.figures() + 1;
        double[][] design = new double[x.length][2 * p];
        for (int s = 0; s < x.length; s++) {
            design[s][0] = 1;
            maps.at(x[s], y[s], design[s], 1);
        }
        for (int s = 0; s < x.length; s++) {
            int[] nearest = neighbours.nearest()[s];
            for (int other : nearest) {
                for (int i = 0; i < p; i++) {
                    design[s][p + i] += design[other][i] / nearest.length;
                }
            }
        }
        return design;
    }

    private Sums sums(double[][] design) {
        int wide = design[0].length;
        double[][] gram = new double[blockSpots.length][wide * (wide + 1) / 2];
        double[][] cross = new double[blockSpots.length][traits.length * wide];
        double[][] squares = new double[blockSpots.length][traits.length];
        for (int s = 0; s < design.length; s++) {
            double[] row = design[s];
            double[] grams = gram[blocks[s]];
            double[] crosses = cross[blocks[s]];
            for (int i = 0, at = 0; i < wide; i++) {
                for (int j = 0; j <= i; j++) {
                    grams[at++] += row[i] * row[j];
                }
            }
            for (int k = 0; k < traits.length; k++) {
                double value = traits[k][s];
                squares[blocks[s]][k] += value * value;
                for (int i = 0; i < wide; i++) {
                    crosses[k * wide + i] += row[i] * value;
                }
            }
        }
        return new Sums(gram, cross, squares, blockSpots, likeness);
    }

    private double[] residuals(double[][] design, Sums sums, int trait) {
        double[] coefficients = sums.regression(sums.whole()).coefficients(trait);
        double[] residuals = traits[trait].clone();
        for (int s = 0; s < residuals.length; s++) {
            for (int i = 0; i < coefficients.length; i++) {
                residuals[s] -= coefficients[i] * design[s][i];
            }
        }
        return residuals;
    }

    /**
     * Sums of products of the design with itself and with the traits.
     *
     * @param gram {@code [block]}, lower triangle by rows
     * @param cross {@code [block][trait * 2 p + i]}
     * @param squares {@code [block][trait]}
     */
    record Sums(double[][] gram, double[][] cross, double[][] squares, double[] spots, double[] likeness) {
        /** The weight of each block when all count once. */
        double[] whole() {
            double[] whole = new double[spots.length];
            Arrays.fill(whole, 1);
            return whole;
        }

        /** Log-likelihood of all traits and blocks, up to a constant. */
        double logLikelihood() {
            double[] each = new double[likeness.length];
            Arrays.fill(each, 1);
            return logLikelihood(whole(), each);
        }

        /** The same with blocks and traits weighted so. */
        double logLikelihood(double[] weights, double[] traitWeights) {
            Regression regression = regression(weights);
            double n = 0;
            for (int b = 0; b < spots.length; b++) {
                n += weights[b] * spots[b];
            }
            double sum = 0;
            for (int k = 0; k < likeness.length; k++) {
                if (traitWeights[k] != 0) {
                    sum -= traitWeights[k] * n / 2 * Math.log(regression.leftOver(k) / n);
                }
            }
            return sum;
        }

        /**
         * By how much better the image explains the traits than nothing: about chi-square with as many degrees of freedom as there are
         * figures and traits when it shows nothing of them (the likelihood ratio with Bartlett's correction for few spots).
         */
        double evidence() {
            Regression regression = regression(whole());
            double n = Arrays.stream(spots).sum();
            double ratio = 0;
            for (int k = 0; k < likeness.length; k++) {
                ratio += Math.log(regression.aroundConstant(k) / regression.leftOver(k));
            }
            return (n - 1 - (regression.figures() + 2) / 2.0) * ratio;
        }

        Regression regression(double[] weights) {
            return new Regression(
                    weighted(gram, weights), weighted(cross, weights), weighted(squares, weights), likeness);
        }

        private static double[] weighted(double[][] parts, double[] weights) {
            double[] sum = new double[parts[0].length];
            for (int b = 0; b < parts.length; b++) {
                double weight = weights[b];
                for (int i = 0; i < sum.length && weight != 0; i++) {
                    sum[i] += weight * parts[b][i];
                }
            }
            return sum;
        }
    }

    /** The regressions of one set of weights; whitening mixes a spot's row with its neighbours' by the trait's likeness. */
    record Regression(double[] gram, double[] cross, double[] squares, double[] likeness) {
        /** Keeps a regression on figures that hardly vary solvable. */
        private static final double RIDGE = 1e-7;

        double leftOver(int trait) {
            double[] with = cross(trait);
            double[] coefficients = coefficients(trait);
            double left = squares[trait];
            for (int i = 0; i < with.length; i++) {
                left -= coefficients[i] * with[i];
            }
            return Math.max(left, 1e-12 * squares[trait]);
        }

        /** What a constant leaves over. */
        double aroundConstant(int trait) {
            double with = cross(trait)[0];
            return squares[trait] - with * with / products(trait)[0][0];
        }

        int figures() {
            return cross.length / likeness.length / 2 - 1;
        }

        double[] coefficients(int trait) {
            return Cholesky.solve(products(trait), cross(trait));
        }

        private double[] cross(int trait) {
            int wide = cross.length / likeness.length;
            double[] with = new double[wide / 2];
            for (int i = 0; i < with.length; i++) {
                with[i] = cross[trait * wide + i] - likeness[trait] * cross[trait * wide + with.length + i];
            }
            return with;
        }

        private double[][] products(int trait) {
            int p = cross.length / likeness.length / 2;
            double l = likeness[trait];
            double[][] products = new double[p][p];
            for (int i = 0; i < p; i++) {
                for (int j = 0; j <= i; j++) {
                    products[i][j] = gram(i, j) - l * (gram(p + i, j) + gram(p + j, i)) + l * l * gram(p + i, p + j);
                }
                products[i][i] *= 1 + RIDGE;
            }
            return products;
        }

        private double gram(int i, int j) {
            return gram[i * (i + 1) / 2 + j];
        }
    }
}
