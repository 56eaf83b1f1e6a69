package org.heclip.stain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The optical densities of two stains and how much of each there is (Macenko et al., ISBI 2009, 1107): the plane of the two greatest
 * variances of optical density, in it the directions of the 1st and 99th percentile of the angle, and the 99th percentile of the
 * concentrations, as in the authors' program: natural logarithms, variances about the mean.
 *
 * @param values red, green and blue of haematoxylin (the one that takes more red), of eosin, both of length 1, then the strength of each
 */
public record MacenkoProfile(double[] values) implements StainProfile {
    /** A sample's level, plus 1, that counts as glass: densities are {@code -ln((sample + 1) / LIGHT)}. */
    public static final double LIGHT = OpticalDensity.LIGHT;

    static final int VALUES = 8;

    private static final int STRENGTHS = 6;
    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    /** Directions that are nearer are one stain and its noise. Haematoxylin and eosin are 20 and more degrees apart. */
    private static final double LEAST_DEGREES = 5;

    static MacenkoProfile of(double[] values) {
        StainProfile.require(values, STRENGTHS);
        double[] unit = values.clone();
        for (int stain = 0; stain < 2; stain++) {
            double length = Math.sqrt(IntStream.range(3 * stain, 3 * stain + 3)
                    .mapToDouble(i -> values[i] * values[i])
                    .sum());
            for (int i = 3 * stain; i < 3 * stain + 3; i++) {
                unit[i] /= length;
            }
        }
        if (!(degrees(unit) >= LEAST_DEGREES)) {
            throw new IllegalArgumentException(Arrays.toString(values) + ", expected the directions of two stains");
        }
        return new MacenkoProfile(unit);
    }

    /** Optical densities of red, green and blue of the pixels that take all of them, in turn. */
    static double[] stained(int[] pixels) {
        return Arrays.stream(pixels)
                .filter(pixel -> least(pixel) >= OpticalDensity.LEAST)
                .mapToObj(MacenkoProfile::densities)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /**
     * @param stained of the pixels that give the directions, see {@link #stained}
     * @param tissue those that give the strengths
     */
    static StainFit fit(double[] stained, int[] tissue) {
        double[] values = directions(stained);
        if (degrees(values) < LEAST_DEGREES) {
            return StainFit.none("directions of stain less than " + LEAST_DEGREES + " degrees apart: one stain only");
        }
        double[] unmixing = unmixing(values);
        double[][] strengths = new double[2][tissue.length];
        for (int i = 0; i < tissue.length; i++) {
            double[] od = densities(tissue[i]);
            for (int stain = 0; stain < 2; stain++) {
                strengths[stain][i] =
                        unmixing[3 * stain] * od[0] + unmixing[3 * stain + 1] * od[1] + unmixing[3 * stain + 2] * od[2];
            }
        }
        for (int stain = 0; stain < 2; stain++) {
            values[STRENGTHS + stain] = quantile(strengths[stain], HIGH);
            if (!(values[STRENGTHS + stain] > 0)) {
                return StainFit.none("nothing of the " + (stain == 0 ? "first" : "second") + " stain");
            }
        }
        return StainFit.of(new MacenkoProfile(values));
    }

    @Override
    public StainMethod method() {
        return StainMethod.MACENKO;
    }

    /** Concentrations are scaled by the strengths, then mixed with the target's directions; what fits neither stain is dropped. */
    @Override
    public PixelMap to(StainProfile target) {
        double[] to = ((MacenkoProfile) target).values;
        double[] unmixing = unmixing(values);
        double[] change = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int stain = 0; stain < 2; stain++) {
                    double scale = to[STRENGTHS + stain] / values[STRENGTHS + stain];
                    change[3 * row + column] += to[3 * stain + row] * scale * unmixing[3 * stain + column];
                }
            }
        }
        return rgb -> {
            for (int c = 0; c < 3; c++) {
                rgb[c] = OpticalDensity.of((int) rgb[c]);
            }
            Matrix3.apply(change, rgb);
            for (int c = 0; c < 3; c++) {
                rgb[c] = Math.min(255, OpticalDensity.LIGHT * Math.exp(-rgb[c]));
            }
        };
    }

    private static double[] directions(double[] od) {
        double[][] plane = plane(od);
        int n = od.length / 3;
        double[] angles = new double[n];
        for (int i = 0; i < n; i++) {
            angles[i] = Math.atan2(dot(plane[0], od, 3 * i), dot(plane[1], od, 3 * i));
        }
        double[] low = direction(plane, quantile(angles, LOW));
        double[] high = direction(plane, quantile(angles, HIGH));
        boolean lowFirst = low[0] > high[0];
        double[] values = new double[VALUES];
        System.arraycopy(lowFirst ? low : high, 0, values, 0, 3);
        System.arraycopy(lowFirst ? high : low, 0, values, 3, 3);
        return values;
    }

    private static double[] direction(double[][] plane, double angle) {
        double[] vector = new double[3];
        for (int c = 0; c < 3; c++) {
            vector[c] = plane[1][c] * Math.cos(angle) + plane[0][c] * Math.sin(angle);
        }
        return vector;
    }

    /** The directions of the greatest and the second greatest variance; the first points to more density, so that no angle wraps. */
    private static double[][] plane(double[] od) {
        int n = od.length / 3;
        double[] mean = new double[3];
        for (int i = 0; i < od.length; i++) {
            mean[i % 3] += od[i] / n;
        }
        double[][] covariance = new double[3][3];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    covariance[a][b] += (od[3 * i + a] - mean[a]) * (od[3 * i + b] - mean[b]) / (n - 1);
                }
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
        int[] order = IntStream.range(0, 3)
                .boxed()
                .sorted((a, b) -> Double.compare(eigen.getRealEigenvalue(b), eigen.getRealEigenvalue(a)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] first = eigen.getEigenvector(order[0]).toArray();
        if (dot(first, mean, 0) < 0) {
            first = Arrays.stream(first).map(x -> -x).toArray();
        }
        return new double[][] {first, eigen.getEigenvector(order[1]).toArray()};
    }

    /** The pseudo-inverse of the two directions, {@code [stain][channel]}. */
    private static double[] unmixing(double[] v) {
        double hh = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
        double ee = v[3] * v[3] + v[4] * v[4] + v[5] * v[5];
        double he = v[0] * v[3] + v[1] * v[4] + v[2] * v[5];
        double determinant = hh * ee - he * he;
        double[] inverse = new double[6];
        for (int c = 0; c < 3; c++) {
            inverse[c] = (ee * v[c] - he * v[3 + c]) / determinant;
            inverse[3 + c] = (hh * v[3 + c] - he * v[c]) / determinant;
        }
        return inverse;
    }

    private static double degrees(double[] v) {
        double cosine = v[0] * v[3] + v[1] * v[4] + v[2] * v[5];
        return Math.toDegrees(Math.acos(Math.min(1, cosine)));
    }

    /** Interpolates linearly between order statistics, as numpy.percentile does. */
    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = (sorted.length - 1) * part;
        int below = (int) Math.floor(rank);
        double above = sorted[Math.min(sorted.length - 1, below + 1)];
        return sorted[below] + (rank - below) * (above - sorted[below]);
    }

    private static double[] densities(int pixel) {
        return new double[] {
            OpticalDensity.of(pixel >> 16 & 0xff), OpticalDensity.of(pixel >> 8 & 0xff), OpticalDensity.of(pixel & 0xff)
        };
    }

    private static double least(int pixel) {
        double[] od = densities(pixel);
        return Math.min(od[0], Math.min(od[1], od[2]));
    }

    private static double dot(double[] vector, double[] values, int at) {
        return vector[0] * values[at] + vector[1] * values[at + 1] + vector[2] * values[at + 2];
    }
}
