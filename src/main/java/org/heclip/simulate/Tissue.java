package org.heclip.simulate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * A planted piece of tissue: an outline, a field of nuclear density, one of eosin in the stroma, and glands. Everything that
 * the picture shows and that planted genes follow is here. Places are in um from the image's top left corner.
 */
final class Tissue {
    private static final double DARTS_PER_UM2 = 0.0008;
    private static final double LEAST_PER_UM2 = 0.0004;
    private static final double MOST_PER_UM2 = 0.0062;
    private static final int HARMONICS = 5;

    private final double centreXUm;
    private final double centreYUm;
    private final double radiusUm;
    private final double[] harmonics = new double[HARMONICS];
    private final double[] phases = new double[HARMONICS];
    private final Noise edge;
    private final Noise density;
    private final Noise glandular;
    private final Noise eosin;
    private final List<Gland> glands = new ArrayList<>();
    private final List<Nucleus> nuclei = new ArrayList<>();

    /** @param sideUm side of the square of spots, whose corner lies at (marginUm, marginUm) */
    Tissue(long seed, double sideUm, double marginUm) {
        RandomGenerator random = new Well19937c(Noise.seed(seed, "tissue", 0));
        centreXUm = marginUm + sideUm * (0.46 + 0.04 * random.nextDouble());
        centreYUm = marginUm + sideUm * (0.47 + 0.04 * random.nextDouble());
        radiusUm = sideUm * 0.49;
        for (int h = 0; h < HARMONICS; h++) {
            harmonics[h] = 0.12 * random.nextGaussian() / (h + 1);
            phases[h] = 2 * Math.PI * random.nextDouble();
        }
        edge = new Noise(Noise.seed(seed, "edge", 0), 90, 3);
        density = new Noise(Noise.seed(seed, "density", 0), 420, 2);
        glandular = new Noise(Noise.seed(seed, "glandular", 0), 480, 2);
        eosin = new Noise(Noise.seed(seed, "eosin", 0), 400, 2);
        placeGlands(random, sideUm + 2 * marginUm);
        placeStromalNuclei(random, sideUm + 2 * marginUm);
        glands.forEach(gland -> placeEpithelium(random, gland));
    }

    boolean contains(double xUm, double yUm) {
        double dx = xUm - centreXUm;
        double dy = yUm - centreYUm;
        double angle = Math.atan2(dy, dx);
        double reach = 1;
        for (int h = 0; h < HARMONICS; h++) {
            reach += harmonics[h] * Math.cos((h + 1) * angle + phases[h]);
        }
        return Math.hypot(dx, dy) < radiusUm * (reach + 0.10 * (edge.at(xUm, yUm) - 0.5));
    }

    /** Planted density of nuclei in the stroma, 0 to 1. */
    double density(double xUm, double yUm) {
        return density.spreadAt(xUm, yUm);
    }

    /** Planted concentration of eosin in the stroma, 0.35 to 1. */
    double eosin(double xUm, double yUm) {
        return 0.35 + 0.65 * eosin.spreadAt(xUm, yUm);
    }

    List<Gland> glands() {
        return glands;
    }

    List<Nucleus> nuclei() {
        return nuclei;
    }

    /** Darts thrown at the field of glands; one that would touch another gland is lost. */
    private void placeGlands(RandomGenerator random, double extentUm) {
        long darts = Math.round(extentUm * extentUm * DARTS_PER_UM2);
        for (long i = 0; i < darts; i++) {
            Gland gland = new Gland(
                    extentUm * random.nextDouble(),
                    extentUm * random.nextDouble(),
                    24 + 24 * random.nextDouble(),
                    0.6 + 0.4 * random.nextDouble(),
                    Math.PI * random.nextDouble(),
                    0.25 + 0.3 * random.nextDouble());
            double wanted = glandular.spreadAt(gland.xUm(), gland.yUm());
            if (random.nextDouble() < wanted * wanted
                    && contains(gland.xUm(), gland.yUm())
                    && glands.stream().noneMatch(gland::touches)) {
                glands.add(gland);
            }
        }
    }

    /** A Poisson process, thinned to the planted density and to what is not gland. */
    private void placeStromalNuclei(RandomGenerator random, double extentUm) {
        long candidates = Math.round(extentUm * extentUm * MOST_PER_UM2);
        GlandIndex index = new GlandIndex(glands, extentUm);
        for (long i = 0; i < candidates; i++) {
            double x = extentUm * random.nextDouble();
            double y = extentUm * random.nextDouble();
            double lot = random.nextDouble();
            double size = 0.85 + 0.3 * random.nextDouble();
            double turn = random.nextGaussian();
            double dense = density(x, y);
            double wanted = LEAST_PER_UM2 + (MOST_PER_UM2 - LEAST_PER_UM2) * dense * dense;
            if (lot * MOST_PER_UM2 < wanted && index.distance(x, y) > 1.05 && contains(x, y)) {
                // crowded ones are round, as lymphocytes; scattered ones spindles along the fibres, as fibroblasts
                double length = (6.0 - 2.6 * dense) * size;
                double width = (1.9 + 1.3 * dense) * size;
                nuclei.add(new Nucleus(
                        x, y, length, width, Fibres.ANGLE + (0.3 + 1.5 * dense) * turn, 0.9 + 0.35 * size * dense));
            }
        }
    }

    /** Two staggered rows of nuclei in the rim. */
    private void placeEpithelium(RandomGenerator random, Gland gland) {
        for (double row : new double[] {0.86, 0.60}) {
            if (row < gland.lumen() + 0.12) {
                continue;
            }
            int around = (int) (2 * Math.PI * gland.radiusUm() * row / 8.0);
            for (int i = 0; i < around; i++) {
                double angle = 2 * Math.PI * (i + 0.5 * random.nextDouble()) / around;
                double r = gland.radiusUm() * (row + 0.05 * random.nextGaussian());
                double along = r * Math.cos(angle);
                double across = r * Math.sin(angle) * gland.aspect();
                double x = gland.xUm() + along * Math.cos(gland.angle()) - across * Math.sin(gland.angle());
                double y = gland.yUm() + along * Math.sin(gland.angle()) + across * Math.cos(gland.angle());
                if (contains(x, y)) {
                    double size = 0.85 + 0.3 * random.nextDouble();
                    nuclei.add(new Nucleus(x, y, 4.8 * size, 3.2 * size, angle + gland.angle(), 1.15));
                }
            }
        }
    }
}
