package org.heclip.simulate;

import java.util.ArrayList;
import java.util.List;

/** Finds the gland at a place quickly. */
final class GlandIndex {
    private static final double CELL_UM = 60;

    private final int cells;
    private final List<List<Gland>> byCell;

    GlandIndex(List<Gland> glands, double extentUm) {
        cells = (int) Math.ceil(extentUm / CELL_UM) + 1;
        byCell = new ArrayList<>(cells * cells);
        for (int i = 0; i < cells * cells; i++) {
            byCell.add(new ArrayList<>());
        }
        for (Gland gland : glands) {
            for (int y = cell(gland.yUm() - 60); y <= cell(gland.yUm() + 60); y++) {
                for (int x = cell(gland.xUm() - 60); x <= cell(gland.xUm() + 60); x++) {
                    byCell.get(y * cells + x).add(gland);
                }
            }
        }
    }

    /** The gland in whose ellipse the place lies deepest; null when no gland is near. */
    Gland nearest(double xUm, double yUm) {
        Gland nearest = null;
        for (Gland gland : byCell.get(cell(yUm) * cells + cell(xUm))) {
            if (nearest == null || gland.distance(xUm, yUm) < nearest.distance(xUm, yUm)) {
                nearest = gland;
            }
        }
        return nearest;
    }

    /** 0 in the middle of a gland, 1 on its edge, infinite far from all. */
    double distance(double xUm, double yUm) {
        Gland gland = nearest(xUm, yUm);
        return gland == null ? Double.POSITIVE_INFINITY : gland.distance(xUm, yUm);
    }

    private int cell(double um) {
        return Math.max(0, Math.min(cells - 1, (int) (um / CELL_UM)));
    }
}
