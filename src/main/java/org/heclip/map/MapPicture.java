package org.heclip.map;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.heclip.report.Viridis;

/** One gene's map drawn over the pale tissue. */
public final class MapPicture {
    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    private static final double OPACITY = 0.8;
    private static final int WHITE = 255;
    private static final int LIGHTEST_GREY = 225;

    private MapPicture() {}

    /**
     * A picture of the tissue's size.
     *
     * @param values {@code [spot]}; colours run from the 1st to the 99th percentile
     * @param reliable whether the gene deserves colours; others are grey
     */
    public static BufferedImage of(SpotRaster raster, float[] values, TissuePicture tissue, boolean reliable) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted.length == 0 ? 0 : sorted[(int) (LOW * (sorted.length - 1))];
        double high = sorted.length == 0 ? 0 : sorted[(int) Math.ceil(HIGH * (sorted.length - 1))];
        BufferedImage picture = new BufferedImage(tissue.width(), tissue.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < tissue.height(); y++) {
            for (int x = 0; x < tissue.width(); x++) {
                int spot = raster.at((x + 0.5) / tissue.scale(), (y + 0.5) / tissue.scale());
                int pale = (tissue.grey(x, y) + WHITE) / 2;
                double part = spot < 0 || high <= low ? 0 : (values[spot] - low) / (high - low);
                picture.setRGB(x, y, spot < 0 ? grey(pale) : blend(colour(part, reliable), pale));
            }
        }
        return picture;
    }

    private static int colour(double part, boolean reliable) {
        return reliable ? Viridis.rgb(part) : grey((int) (LIGHTEST_GREY * Math.max(0, Math.min(1, part))));
    }

    private static int grey(int level) {
        return level << 16 | level << 8 | level;
    }

    private static int blend(int rgb, int tissue) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (int) Math.round(OPACITY * (rgb >> shift & 0xff) + (1 - OPACITY) * tissue) << shift;
        }
        return mixed;
    }
}
