package org.heclip.align;

import java.util.stream.IntStream;
import org.heclip.slide.CellGrid;
import org.heclip.slide.CellGrid.Figure;

/**
 * What the image shows around any place, as a spot there would see it: figures of the stains, smoothed by a Gaussian that is
 * somewhat wider than the spot. Transcripts spread by some 10 um before they are caught, and a likelihood over places that are
 * weighed with sharp edges is too rough to be climbed.
 *
 * @param planes {@code [figure][y * width + x]}
 * @param cellPx edge of a cell in pixels of the image
 */
record StainMaps(int width, int height, double cellPx, float[][] planes) {
    /** Of the Gaussian, in radii of a spot. */
    private static final double SIGMA_RADII = 0.7;
    /** Where the Gaussian is cut off, in sigmas. */
    private static final double REACH = 3;

    /** @param radiusPx of a spot's disc, in pixels of the image */
    static StainMaps of(CellGrid cells, double radiusPx) {
        float[][] planes = {
            cells.plane(Figure.HAEMATOXYLIN),
            cells.plane(Figure.EOSIN),
            cells.plane(Figure.RESIDUAL),
            spread(cells.plane(Figure.HAEMATOXYLIN), cells.plane(Figure.HAEMATOXYLIN_SQUARED)),
            spread(cells.plane(Figure.EOSIN), cells.plane(Figure.EOSIN_SQUARED)),
            cells.plane(Figure.DENSE),
            cells.plane(Figure.PALE)
        };
        double[] weights = gaussian(SIGMA_RADII * radiusPx / cells.cellPx());
        float[][] smooth = IntStream.range(0, planes.length)
                .parallel()
                .mapToObj(p -> smooth(planes[p], cells.width(), cells.height(), weights))
                .toArray(float[][]::new);
        return new StainMaps(cells.width(), cells.height(), cells.cellPx(), smooth);
    }

    int figures() {
        return planes.length;
    }

    /** Writes the figures at a place, interpolated between cells, from {@code into[from]} on; beyond the edge as on it. */
    void at(double xPx, double yPx, double[] into, int from) {
        double x = Math.max(0, Math.min(width - 1.0, xPx / cellPx - 0.5));
        double y = Math.max(0, Math.min(height - 1.0, yPx / cellPx - 0.5));
        int left = Math.min((int) x, Math.max(0, width - 2));
        int top = Math.min((int) y, Math.max(0, height - 2));
        int right = Math.min(left + 1, width - 1);
        int below = Math.min(top + 1, height - 1);
        double across = x - left;
        double down = y - top;
        for (int p = 0; p < planes.length; p++) {
            float[] plane = planes[p];
            double above = plane[top * width + left] * (1 - across) + plane[top * width + right] * across;
            double under = plane[below * width + left] * (1 - across) + plane[below * width + right] * across;
            into[from + p] = above * (1 - down) + under * down;
        }
    }

    private static float[] spread(float[] mean, float[] squares) {
        float[] spread = new float[mean.length];
        for (int c = 0; c < spread.length; c++) {
            spread[c] = (float) Math.sqrt(Math.max(0, squares[c] - mean[c] * mean[c]));
        }
        return spread;
    }

    private static double[] gaussian(double sigma) {
        int reach = (int) Math.ceil(REACH * sigma);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-0.5 * Math.pow((i - reach) / Math.max(1e-9, sigma), 2));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static float[] smooth(float[] plane, int width, int height, double[] weights) {
        return along(along(plane, width, height, 1, width, weights), height, width, width, 1, weights);
    }

    /** Weighs along one axis; the edge goes on beyond itself. */
    private static float[] along(float[] plane, int length, int lines, int step, int lineStep, double[] weights) {
        float[] smooth = new float[plane.length];
        int reach = weights.length / 2;
        for (int line = 0; line < lines; line++) {
            int start = line * lineStep;
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int w = 0; w < weights.length; w++) {
                    int from = Math.max(0, Math.min(length - 1, i + w - reach));
                    sum += weights[w] * plane[start + from * step];
                }
                smooth[start + i * step] = (float) sum;
            }
        }
        return smooth;
    }
}
