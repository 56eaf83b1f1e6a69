package org.heclip.simulate;

import java.util.List;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.heclip.section.Spot;

/**
 * Negative binomial counts (a Poisson whose rate is gamma distributed) under log-normal library sizes. Planted genes take a
 * fixed share of a spot's counts, so that their rise cannot press the null genes down and make those predictable.
 */
final class CountSampler {
    private static final double PLANTED_SHARE = 0.12;
    private static final double DISPERSION_SHAPE = 12;
    private static final double LIBRARY_SPREAD = 0.3;
    private static final double PATIENT_SPREAD = 0.2;
    private static final double PATCH_EFFECT = 1.6;
    private static final double PATCH_UM = 380;

    private final List<SimulatedGene> genes;
    private final long seed;
    private final int patient;
    private final double medianLibrary;

    CountSampler(List<SimulatedGene> genes, long seed, int patient, double medianLibrary) {
        this.genes = genes;
        this.seed = seed;
        this.patient = patient;
        this.medianLibrary = medianLibrary;
    }

    /**
     * {@code [spot][gene]}.
     *
     * @param features {@code [3][spot]}, standardised
     * @param mpp um per pixel of the spots' positions
     */
    int[][] sample(int section, List<Spot> spots, double[][] features, double mpp) {
        RandomGenerator random = new Well19937c(Noise.seed(seed, "counts of " + patient, section));
        double[][] rates = rates(section, spots, features, mpp);
        int[][] counts = new int[spots.size()][genes.size()];
        for (int s = 0; s < counts.length; s++) {
            double library = medianLibrary * Math.exp(LIBRARY_SPREAD * random.nextGaussian());
            for (int g = 0; g < genes.size(); g++) {
                double mean = library * rates[s][g];
                double rate = new GammaDistribution(random, DISPERSION_SHAPE, mean / DISPERSION_SHAPE).sample();
                counts[s][g] = rate > 0 ? new PoissonDistribution(random, rate, 1e-12, 100_000).sample() : 0;
            }
        }
        return counts;
    }

    /** {@code [spot][gene]}, of sum 1 in each spot. */
    private double[][] rates(int section, List<Spot> spots, double[][] features, double mpp) {
        double[][] rates = new double[spots.size()][genes.size()];
        for (int g = 0; g < genes.size(); g++) {
            SimulatedGene gene = genes.get(g);
            double ofPatient =
                    new Well19937c(Noise.seed(seed, "patient " + patient, g)).nextGaussian() * PATIENT_SPREAD;
            Noise patches = new Noise(Noise.seed(seed, "patches " + patient + " " + section, g), PATCH_UM, 1);
            for (int s = 0; s < rates.length; s++) {
                double log = ofPatient;
                if (gene.isPlanted()) {
                    log += gene.effect() * features[gene.feature()][s];
                } else if (gene.isPatchy()) {
                    log += PATCH_EFFECT
                            * (patches.at(
                                            spots.get(s).xFullResPx() * mpp,
                                            spots.get(s).yFullResPx() * mpp)
                                    - 0.5);
                }
                rates[s][g] = gene.weight() * Math.exp(log);
            }
        }
        for (double[] rate : rates) {
            scale(rate, true, PLANTED_SHARE);
            scale(rate, false, 1 - PLANTED_SHARE);
        }
        return rates;
    }

    private void scale(double[] rates, boolean planted, double share) {
        double sum = 0;
        for (int g = 0; g < rates.length; g++) {
            sum += genes.get(g).isPlanted() == planted ? rates[g] : 0;
        }
        for (int g = 0; g < rates.length; g++) {
            rates[g] *= genes.get(g).isPlanted() == planted ? share / sum : 1;
        }
    }
}
