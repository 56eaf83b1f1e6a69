package org.heclip.align;

import java.util.Arrays;

/**
 * What the two stains of a section look like: the optical densities of red, green and blue of one unit of each.
 *
 * @param haematoxylin {@code [channel]}
 * @param eosin {@code [channel]}, of another direction
 * @param light a sample's level, plus 1, of which these are densities
 */
public record StainVectors(double[] haematoxylin, double[] eosin, double light) {
    private static final double WHITE = 256;

    /**
     * How much of each there is, {haematoxylin, eosin}: least squares over the channels. What lets more light through than counts
     * as glass has a little less than none.
     *
     * @param fromWhite densities of {@link org.heclip.slide.StainDensities#density}, whose light is 256
     */
    double[] amounts(double[] fromWhite) {
        double[] densities =
                Arrays.stream(fromWhite).map(d -> d - Math.log(WHITE / light)).toArray();
        double hh = dot(haematoxylin, haematoxylin);
        double ee = dot(eosin, eosin);
        double he = dot(haematoxylin, eosin);
        double h = dot(haematoxylin, densities);
        double e = dot(eosin, densities);
        double determinant = hh * ee - he * he;
        return new double[] {(ee * h - he * e) / determinant, (hh * e - he * h) / determinant};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
