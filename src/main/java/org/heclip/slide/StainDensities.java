package org.heclip.slide;

/**
 * How much haematoxylin and eosin a pixel shows: colour deconvolution of Ruifrok and Johnston (Analytical and Quantitative
 * Cytology and Histology 23, 291, 2001) with their vectors of haematoxylin, eosin and diaminobenzidine, as scikit-image's {@code
 * rgb2hed}. A figure is the amount of a stain whose optical density (natural logarithms, {@code -ln((sample + 1) / 256)} by
 * channel) is its vector; it has no unit and is 0 on a white slide. A section's own stain vectors differ from these: the
 * figures compare places of a section, less so sections.
 */
public final class StainDensities {
    private static final double[] HAEMATOXYLIN = {0.65, 0.70, 0.29};
    private static final double[] EOSIN = {0.07, 0.99, 0.11};
    private static final double[] DIAMINOBENZIDINE = {0.27, 0.57, 0.78};
    private static final float[] DENSITY = new float[256];
    /** {@code [channel][stain]}: what each channel's density adds to the three stains. */
    private static final float[][] UNMIX = unmix();

    static {
        for (int sample = 0; sample < DENSITY.length; sample++) {
            DENSITY[sample] = (float) -Math.log((sample + 1) / 256.0);
        }
    }

    private StainDensities() {}

    /** Optical density of a sample of 0 to 255. */
    public static float density(int sample) {
        return DENSITY[sample];
    }

    /** Of a pixel with these optical densities. */
    public static float haematoxylin(float red, float green, float blue) {
        return red * UNMIX[0][0] + green * UNMIX[1][0] + blue * UNMIX[2][0];
    }

    /** Of a pixel with these optical densities. */
    public static float eosin(float red, float green, float blue) {
        return red * UNMIX[0][1] + green * UNMIX[1][1] + blue * UNMIX[2][1];
    }

    /** Of diaminobenzidine, which is not there: what the two stains do not explain. */
    public static float residual(float red, float green, float blue) {
        return red * UNMIX[0][2] + green * UNMIX[1][2] + blue * UNMIX[2][2];
    }

    /**
     * Optical densities of red, green and blue of so much of the three stains: what the figures above were computed from. All is
     * linear, so that means of the figures give the means of the densities.
     */
    public static double[] densities(double haematoxylin, double eosin, double residual) {
        double[] densities = new double[RgbImage.CHANNELS];
        for (int c = 0; c < densities.length; c++) {
            densities[c] = haematoxylin * HAEMATOXYLIN[c] + eosin * EOSIN[c] + residual * DIAMINOBENZIDINE[c];
        }
        return densities;
    }

    private static float[][] unmix() {
        double[] h = HAEMATOXYLIN;
        double[] e = EOSIN;
        double[] rest = DIAMINOBENZIDINE;
        double determinant = dot(h, cross(e, rest));
        double[][] columns = {cross(e, rest), cross(rest, h), cross(h, e)};
        float[][] unmix = new float[3][3];
        for (int channel = 0; channel < 3; channel++) {
            for (int stain = 0; stain < 3; stain++) {
                unmix[channel][stain] = (float) (columns[stain][channel] / determinant);
            }
        }
        return unmix;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
