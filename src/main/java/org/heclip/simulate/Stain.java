package org.heclip.simulate;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * How strongly a section took up its stains and how bright its slide is. Colour follows from concentrations by Beer and
 * Lambert's law, with the reference stain vectors that Macenko et al. (ISBI 2009, 1107) normalise to.
 *
 * @param haematoxylin strength, 1 for an ordinary one
 * @param eosin strength, 1 for an ordinary one
 * @param slide brightness of the empty slide, 0 to 255
 */
record Stain(double haematoxylin, double eosin, double slide) {
    private static final double[] HAEMATOXYLIN = {0.5626, 0.7201, 0.4062};
    private static final double[] EOSIN = {0.2159, 0.8012, 0.5581};

    static Stain of(long seed, int patient, int section) {
        RandomGenerator ofPatient = new Well19937c(Noise.seed(seed, "stain of patient", patient));
        RandomGenerator ofSection = new Well19937c(Noise.seed(seed, "stain of section " + patient, section));
        return new Stain(
                1 + 0.10 * uniform(ofPatient) + 0.04 * uniform(ofSection),
                1 + 0.12 * uniform(ofPatient) + 0.04 * uniform(ofSection),
                242 + 3 * uniform(ofPatient) + uniform(ofSection));
    }

    /** Sample of {@code channel} (0 red, 1 green, 2 blue) under these concentrations, 0 to 255. */
    double sample(int channel, double ofHaematoxylin, double ofEosin) {
        return slide
                * Math.exp(-haematoxylin * ofHaematoxylin * HAEMATOXYLIN[channel] - eosin * ofEosin * EOSIN[channel]);
    }

    private static double uniform(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
