package org.heclip.simulate;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.stream.IntStream;

/** Draws a tissue as an H&amp;E image: concentrations of the two stains first, colours from them. */
final class TissuePainter {
    private static final double GRAIN = 5;
    private static final double FAINT = 0.02;

    private final Tissue tissue;
    private final GlandIndex glands;
    private final Fibres fibres;
    private final Noise mottle;
    private final long grainSeed;
    private final int sizePx;
    private final double mpp;
    private final float[] haematoxylin;
    private final float[] eosin;

    private TissuePainter(Tissue tissue, long seed, int sizePx, double mpp) {
        this.tissue = tissue;
        this.sizePx = sizePx;
        this.mpp = mpp;
        glands = new GlandIndex(tissue.glands(), sizePx * mpp);
        fibres = new Fibres(seed);
        mottle = new Noise(Noise.seed(seed, "mottle", 0), 7, 2);
        grainSeed = Noise.seed(seed, "grain", 0);
        haematoxylin = new float[sizePx * sizePx];
        eosin = new float[sizePx * sizePx];
    }

    /** A square RGB image of {@code sizePx} pixels of {@code mpp} um. */
    static BufferedImage paint(Tissue tissue, Stain stain, long seed, int sizePx, double mpp) {
        TissuePainter painter = new TissuePainter(tissue, seed, sizePx, mpp);
        IntStream.range(0, sizePx).parallel().forEach(painter::paintGround);
        tissue.nuclei().forEach(painter::paintNucleus);
        return painter.develop(stain);
    }

    private void paintGround(int row) {
        double y = (row + 0.5) * mpp;
        for (int column = 0; column < sizePx; column++) {
            double x = (column + 0.5) * mpp;
            if (tissue.contains(x, y)) {
                Gland gland = glands.nearest(x, y);
                double deep = gland == null ? Double.POSITIVE_INFINITY : gland.distance(x, y);
                if (deep < 1) {
                    paintGland(row * sizePx + column, deep < gland.lumen(), mottle.at(x, y));
                } else {
                    paintStroma(row * sizePx + column, x, y);
                }
            }
        }
    }

    private void paintGland(int at, boolean isLumen, double spots) {
        haematoxylin[at] = (float) (isLumen ? FAINT : 0.22 + 0.16 * spots);
        eosin[at] = (float) (isLumen ? FAINT * 2 : 0.26 + 0.14 * spots);
    }

    private void paintStroma(int at, double x, double y) {
        double strand = fibres.at(x, y);
        double spots = mottle.at(x, y);
        double density = tissue.density(x, y);
        if (strand < 0) {
            eosin[at] = (float) (0.06 + 0.05 * spots);
            haematoxylin[at] = (float) FAINT;
        } else {
            eosin[at] = (float) (tissue.eosin(x, y) * (0.30 + 0.55 * strand + 0.12 * spots));
            haematoxylin[at] = (float) (0.05 + 0.10 * density + 0.05 * spots);
        }
    }

    /** Dense within, soft at the rim; chromatin is uneven. */
    private void paintNucleus(Nucleus nucleus) {
        double cos = Math.cos(nucleus.angle());
        double sin = Math.sin(nucleus.angle());
        double reach = nucleus.longUm() + mpp;
        for (int row = pixel(nucleus.yUm() - reach); row <= pixel(nucleus.yUm() + reach); row++) {
            for (int column = pixel(nucleus.xUm() - reach); column <= pixel(nucleus.xUm() + reach); column++) {
                double dx = (column + 0.5) * mpp - nucleus.xUm();
                double dy = (row + 0.5) * mpp - nucleus.yUm();
                double along = (dx * cos + dy * sin) / nucleus.longUm();
                double across = (dy * cos - dx * sin) / nucleus.shortUm();
                double cover = 1 - Noise.smoothStep(0.75, 1.2, Math.hypot(along, across));
                if (cover > 0) {
                    int at = row * sizePx + column;
                    double chromatin = 0.75 + 0.5 * mottle.at(dx * 3 + nucleus.xUm(), dy * 3 + nucleus.yUm());
                    haematoxylin[at] = (float) Math.max(haematoxylin[at], cover * nucleus.stain() * chromatin * 1.35);
                    eosin[at] *= (float) (1 - 0.45 * cover);
                }
            }
        }
    }

    private int pixel(double um) {
        return Math.max(0, Math.min(sizePx - 1, (int) (um / mpp)));
    }

    private BufferedImage develop(Stain stain) {
        BufferedImage image = new BufferedImage(sizePx, sizePx, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        IntStream.range(0, sizePx).parallel().forEach(row -> {
            for (int at = row * sizePx; at < (row + 1) * sizePx; at++) {
                double grain = GRAIN * (Noise.hash(grainSeed, at, row) - 0.5);
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double sample = stain.sample(channel, haematoxylin[at], eosin[at]) + grain;
                    rgb = rgb << 8 | (int) Math.max(0, Math.min(255, Math.round(sample)));
                }
                pixels[at] = rgb;
            }
        });
        return image;
    }
}
