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
     * Colours of the tissue picture's size.
     *
     * @param values {@code [spot]}; colours run from the 1st to the 99th percentile
     * @param rgb the tissue, {@code [y][x][3]}
     * @param scale pixels of that picture per pixel of the slide
     * @param reliable whether the gene deserves colours; others are grey
     */
    public static BufferedImage of(
            SpotRaster raster, float[] values, int width, int height, byte[] rgb, double scale, boolean reliable) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted.length == 0 ? 0 : sorted[(int) (LOW * (sorted.length - 1))];
        double high = sorted.length == 0 ? 0 : sorted[(int) Math.ceil(HIGH * (sorted.length - 1))];
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int my = Math.min(raster.height() - 1, (int) ((y + 0.5) / scale / raster.slidePx()));
            for (int x = 0; x < width; x++) {
                int mx = Math.min(raster.width() - 1, (int) ((x + 0.5) / scale / raster.slidePx()));
                int spot = raster.spot()[my * raster.width() + mx];
                int at = (y * width + x) * 3;
                int grey = ((rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff)) / 3;
                int tissue = (grey + WHITE) / 2;
                double part = spot < 0 || high <= low ? 0 : (values[spot] - low) / (high - low);
                picture.setRGB(x, y, spot < 0 ? grey(tissue) : blend(colour(part, reliable), tissue));
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
