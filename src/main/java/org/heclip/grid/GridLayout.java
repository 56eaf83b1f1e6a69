package org.heclip.grid;

import java.util.ArrayList;
import java.util.List;
import org.heclip.section.Barcode;
import org.heclip.section.Spot;

/** Positions laid evenly over an image that has none. */
public enum GridLayout {
    /** As on Visium slides: rows half a distance apart in x, columns counted in half distances. */
    HEX,
    SQUARE;

    private static final int MOST = 5_000_000;
    private static final double ROW_DISTANCE = Math.sqrt(3) / 2;

    /**
     * Positions whose centres lie on the image, the first half a distance from its corner, row by row.
     *
     * @param spacingPx distance of neighbours in pixels of the image
     * @throws IllegalArgumentException for a distance that is not positive or makes more than five million positions
     */
    public List<Spot> over(int widthPx, int heightPx, double spacingPx) {
        double rowPx = this == HEX ? spacingPx * ROW_DISTANCE : spacingPx;
        if (!(spacingPx > 0) || widthPx / spacingPx * (heightPx / rowPx) > MOST) {
            throw new IllegalArgumentException(
                    "spacing of " + spacingPx + " pixels (expected above 0, and at most " + MOST + " positions)");
        }
        List<Spot> spots = new ArrayList<>();
        for (int row = 0; spacingPx / 2 + row * rowPx < heightPx; row++) {
            boolean shifted = this == HEX && row % 2 == 1;
            double left = shifted ? spacingPx : spacingPx / 2;
            for (int i = 0; left + i * spacingPx < widthPx; i++) {
                int col = this == HEX ? 2 * i + (shifted ? 1 : 0) : i;
                spots.add(new Spot(
                        new Barcode("r" + row + "c" + col),
                        true,
                        row,
                        col,
                        left + i * spacingPx,
                        spacingPx / 2 + row * rowPx));
            }
        }
        return spots;
    }
}
