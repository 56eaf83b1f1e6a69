package org.heclip.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/** All spots of an array over a tissue, those beside it too. */
final class SpotGrid {
    static final double VISIUM_PITCH_UM = 100;
    static final double ST_PITCH_UM = 200;

    private static final double ROW_OVER_PITCH = Math.sqrt(3) / 2;
    private static final double DISC_UM = 40;
    private static final int BARCODE_BASES = 16;

    private SpotGrid() {}

    /** Visium's hexagonal array: 100 um apart, even columns in even rows; barcodes in their sorted order. */
    static List<Spot> visium(Tissue tissue, long seed, int perSide, double marginUm, double mpp) {
        int rows = (int) Math.round(perSide / ROW_OVER_PITCH);
        List<String> barcodes = barcodes(seed, rows * perSide);
        List<Spot> spots = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < perSide; i++) {
                int column = 2 * i + row % 2;
                double x = marginUm + VISIUM_PITCH_UM * column / 2;
                double y = marginUm + VISIUM_PITCH_UM * ROW_OVER_PITCH * row;
                String barcode = barcodes.get(spots.size());
                spots.add(new Spot(
                        new Barcode(barcode),
                        covers(tissue, x, y),
                        row,
                        column,
                        Math.rint(x / mpp),
                        Math.rint(y / mpp)));
            }
        }
        return spots;
    }

    /** The square array of legacy Spatial Transcriptomics: 200 um apart, named {@code XxY}, from 1. */
    static List<Spot> legacy(Tissue tissue, int perSide, double marginUm, double mpp) {
        List<Spot> spots = new ArrayList<>();
        for (int row = 1; row <= perSide; row++) {
            for (int column = 1; column <= perSide; column++) {
                double x = marginUm + ST_PITCH_UM * (column - 1);
                double y = marginUm + ST_PITCH_UM * (row - 1);
                spots.add(
                        new Spot(new Barcode(column + "x" + row), covers(tissue, x, y), row, column, x / mpp, y / mpp));
            }
        }
        return spots;
    }

    private static boolean covers(Tissue tissue, double xUm, double yUm) {
        return tissue.contains(xUm, yUm)
                && tissue.contains(xUm - DISC_UM, yUm)
                && tissue.contains(xUm + DISC_UM, yUm)
                && tissue.contains(xUm, yUm - DISC_UM)
                && tissue.contains(xUm, yUm + DISC_UM);
    }

    private static List<String> barcodes(long seed, int number) {
        RandomGenerator random = new Well19937c(Noise.seed(seed, "barcodes", 0));
        Set<String> barcodes = new TreeSet<>();
        while (barcodes.size() < number) {
            StringBuilder bases = new StringBuilder();
            for (int i = 0; i < BARCODE_BASES; i++) {
                bases.append("ACGT".charAt(random.nextInt(4)));
            }
            barcodes.add(bases + "-1");
        }
        return List.copyOf(barcodes);
    }
}
