package org.heclip.stain;

/**
 * Mean and standard deviation of tissue in Ruderman's l-alpha-beta (Reinhard et al., IEEE Computer Graphics and Applications 21, 34,
 * 2001; matrices of its equations 4 and 6, natural logarithms). Glass is neither measured nor changed. Cone responses below half a
 * grey level count as that: the logarithm of a black pixel says nothing of a stain.
 *
 * @param values means of l, alpha and beta, then their standard deviations
 */
public record ReinhardProfile(double[] values) implements StainProfile {
    static final int VALUES = 6;

    private static final double[] RGB_TO_LMS = {
        0.3811, 0.5783, 0.0402,
        0.1967, 0.7244, 0.0782,
        0.0241, 0.1288, 0.8444
    };
    private static final double[] LMS_TO_LAB = {
        1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3),
        1 / Math.sqrt(6), 1 / Math.sqrt(6), -2 / Math.sqrt(6),
        1 / Math.sqrt(2), -1 / Math.sqrt(2), 0
    };
    private static final double[] LMS_TO_RGB = Matrix3.inverse(RGB_TO_LMS);
    private static final double[] LAB_TO_LMS = Matrix3.inverse(LMS_TO_LAB);
    private static final double LEAST_LMS = 0.5;
    private static final double LEAST_SD = 1e-4;

    static ReinhardProfile of(double[] values) {
        StainProfile.require(values, 3);
        return new ReinhardProfile(values);
    }

    /** @param pixels of tissue */
    static StainFit fit(int[] pixels) {
        double[] sums = new double[3];
        double[] squares = new double[3];
        double[] lab = new double[3];
        // deviations from the first pixel: sums of squares of the values themselves would cancel
        double[] origin = new double[3];
        for (int i = 0; i < pixels.length; i++) {
            lab[0] = pixels[i] >> 16 & 0xff;
            lab[1] = pixels[i] >> 8 & 0xff;
            lab[2] = pixels[i] & 0xff;
            toLab(lab);
            for (int c = 0; c < 3; c++) {
                origin[c] = i == 0 ? lab[c] : origin[c];
                sums[c] += lab[c] - origin[c];
                squares[c] += (lab[c] - origin[c]) * (lab[c] - origin[c]);
            }
        }
        double[] values = new double[VALUES];
        for (int c = 0; c < 3; c++) {
            double mean = sums[c] / pixels.length;
            values[c] = origin[c] + mean;
            values[3 + c] = Math.sqrt(Math.max(0, squares[c] / pixels.length - mean * mean));
            if (values[3 + c] < LEAST_SD) {
                return StainFit.none("tissue of one colour");
            }
        }
        return StainFit.of(new ReinhardProfile(values));
    }

    @Override
    public StainMethod method() {
        return StainMethod.REINHARD;
    }

    @Override
    public PixelMap to(StainProfile target) {
        double[] to = ((ReinhardProfile) target).values;
        return rgb -> {
            if (OpticalDensity.isTissue((int) rgb[1])) {
                toLab(rgb);
                for (int c = 0; c < 3; c++) {
                    rgb[c] = (rgb[c] - values[c]) / values[3 + c] * to[3 + c] + to[c];
                }
                toRgb(rgb);
            }
        };
    }

    private static void toLab(double[] pixel) {
        Matrix3.apply(RGB_TO_LMS, pixel);
        for (int c = 0; c < 3; c++) {
            pixel[c] = Math.log(Math.max(LEAST_LMS, pixel[c]));
        }
        Matrix3.apply(LMS_TO_LAB, pixel);
    }

    private static void toRgb(double[] pixel) {
        Matrix3.apply(LAB_TO_LMS, pixel);
        for (int c = 0; c < 3; c++) {
            pixel[c] = Math.exp(pixel[c]);
        }
        Matrix3.apply(LMS_TO_RGB, pixel);
    }
}
