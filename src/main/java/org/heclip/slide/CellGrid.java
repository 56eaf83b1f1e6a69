package org.heclip.slide;

import java.util.EnumMap;
import java.util.Map;

/**
 * Figures of small square cells that cover an image, from one pass over it in bands. A cell is a quarter of a spot's radius wide,
 * so that a disc holds some fifty; pixels are taken at a spacing that leaves about sixteen to a cell.
 *
 * @param cellPx edge of a cell in pixels of the image
 * @param planes {@code [y][x]}, row-major, by figure
 */
public record CellGrid(int width, int height, double cellPx, Map<Figure, float[]> planes) {
    /** A mean over the pixels of a cell. */
    public enum Figure {
        /** See {@link StainDensities}. */
        HAEMATOXYLIN,
        EOSIN,
        RESIDUAL,
        HAEMATOXYLIN_SQUARED,
        EOSIN_SQUARED,
        /** Whether haematoxylin is denser than a limit: nuclei. */
        DENSE,
        /** Whether next to nothing absorbs: lumina, gaps, fat. */
        PALE,
        /** Green, 0 to 255. */
        GREEN,
        GREEN_SQUARED,
        /** Square of green's discrete Laplacian (four neighbours). */
        LAPLACIAN_SQUARED
    }

    private static final Figure[] FIGURES = Figure.values();
    private static final double CELLS_PER_RADIUS = 4;
    private static final double SAMPLES_PER_RADIUS = 16;
    /** A slide of millions of small bins is not cut finer than this. */
    private static final int MOST_CELLS = 2000;

    private static final float PALE_BELOW = 0.3f;
    private static final int BAND_ROWS = 256;
    private static final double DENSE_SHARE = 0.25;
    /** Of a histogram, per unit of density. */
    private static final double DENSE_BINS = 100;

    /**
     * @param radiusPx of a spot's disc
     * @param denseFrom haematoxylin from which a pixel counts as dense
     */
    public static CellGrid of(Slide slide, double radiusPx, double denseFrom) {
        double cell =
                Math.max(radiusPx / CELLS_PER_RADIUS, (double) Math.max(slide.width(), slide.height()) / MOST_CELLS);
        double spacing = Math.max(1, cell * CELLS_PER_RADIUS / SAMPLES_PER_RADIUS);
        return new Sums(slide, slide.levelFor(spacing), cell, spacing, denseFrom).grid();
    }

    /**
     * Haematoxylin that a quarter of what is not pale exceeds: a limit between nuclei and the rest that follows the section's own
     * stain.
     */
    public static double dense(RgbImage thumbnail) {
        int[] histogram = new int[256];
        int total = 0;
        for (int i = 0; i < thumbnail.width() * thumbnail.height(); i++) {
            float r = StainDensities.density(thumbnail.pixels()[i * RgbImage.CHANNELS] & 0xff);
            float g = StainDensities.density(thumbnail.pixels()[i * RgbImage.CHANNELS + 1] & 0xff);
            float b = StainDensities.density(thumbnail.pixels()[i * RgbImage.CHANNELS + 2] & 0xff);
            if (r + g + b >= PALE_BELOW) {
                float haematoxylin = StainDensities.haematoxylin(r, g, b);
                histogram[(int) Math.max(0, Math.min(255, haematoxylin * DENSE_BINS))]++;
                total++;
            }
        }
        int bin = histogram.length - 1;
        for (int above = 0; bin > 0 && above + histogram[bin] <= DENSE_SHARE * total; bin--) {
            above += histogram[bin];
        }
        return bin / DENSE_BINS;
    }

    /** A plane of one figure. */
    public float[] plane(Figure figure) {
        return planes.get(figure);
    }

    /** Sums of the pixels of each cell while the bands go by. */
    private static final class Sums {
        private final Slide slide;
        private final int level;
        private final double downsample;
        private final double cellPx;
        private final int stride;
        private final double denseFrom;
        private final int width;
        private final int height;
        private final float[][] sums;
        private final int[] pixels;

        Sums(Slide slide, int level, double cellPx, double spacing, double denseFrom) {
            this.slide = slide;
            this.level = level;
            this.cellPx = cellPx;
            this.denseFrom = denseFrom;
            downsample = slide.levels().get(level).downsample();
            stride = (int) Math.max(1, spacing / downsample);
            width = (int) Math.ceil(slide.width() / cellPx);
            height = (int) Math.ceil(slide.height() / cellPx);
            sums = new float[FIGURES.length][width * height];
            pixels = new int[width * height];
        }

        CellGrid grid() {
            Slide.Level size = slide.levels().get(level);
            for (int top = 0; top < size.height(); top += BAND_ROWS) {
                // a row and a column more on each side, for the Laplacian
                int rows = Math.min(BAND_ROWS, size.height() - top);
                RgbImage band = slide.readRegion(level, -1, top - 1, size.width() + 2, rows + 2);
                for (int y = (stride - top % stride) % stride; y < rows; y += stride) {
                    for (int x = 0; x < size.width(); x += stride) {
                        boolean onEdge =
                                x == 0 || x == size.width() - 1 || top + y == 0 || top + y == size.height() - 1;
                        add(band, x + 1, y + 1, cellOf(x, top + y), onEdge);
                    }
                }
            }
            Map<Figure, float[]> planes = new EnumMap<>(Figure.class);
            for (Figure figure : FIGURES) {
                float[] plane = sums[figure.ordinal()];
                for (int c = 0; c < plane.length; c++) {
                    plane[c] /= Math.max(1, pixels[c]);
                }
                planes.put(figure, plane);
            }
            return new CellGrid(width, height, cellPx, planes);
        }

        private int cellOf(int x, int y) {
            int column = (int) Math.min(width - 1.0, x * downsample / cellPx);
            int row = (int) Math.min(height - 1.0, y * downsample / cellPx);
            return row * width + column;
        }

        private void add(RgbImage band, int x, int y, int cell, boolean onEdge) {
            int green = band.sample(x, y, 1);
            float r = StainDensities.density(band.sample(x, y, 0));
            float g = StainDensities.density(green);
            float b = StainDensities.density(band.sample(x, y, 2));
            float haematoxylin = StainDensities.haematoxylin(r, g, b);
            float eosin = StainDensities.eosin(r, g, b);
            int laplacian = onEdge
                    ? 0
                    : band.sample(x - 1, y, 1)
                            + band.sample(x + 1, y, 1)
                            + band.sample(x, y - 1, 1)
                            + band.sample(x, y + 1, 1)
                            - 4 * green;
            sums[0][cell] += haematoxylin;
            sums[1][cell] += eosin;
            sums[2][cell] += StainDensities.residual(r, g, b);
            sums[3][cell] += haematoxylin * haematoxylin;
            sums[4][cell] += eosin * eosin;
            sums[5][cell] += haematoxylin >= denseFrom ? 1 : 0;
            sums[6][cell] += r + g + b < PALE_BELOW ? 1 : 0;
            sums[7][cell] += green;
            sums[8][cell] += green * green;
            sums[9][cell] += laplacian * laplacian;
            pixels[cell]++;
        }
    }
}
