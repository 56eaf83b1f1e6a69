package org.heclip.section;

/**
 * One measured spot.
 *
 * @param inTissue as Space Ranger or the user's selection says
 * @param arrayRow row on the array
 * @param arrayCol column on the array
 * @param xFullResPx centre in pixels of the full-resolution image, from its left edge
 * @param yFullResPx centre in pixels of the full-resolution image, from its top edge
 */
public record Spot(
        Barcode barcode, boolean inTissue, int arrayRow, int arrayCol, double xFullResPx, double yFullResPx) {
    /** @throws IllegalArgumentException for a position that is not a number */
    public Spot {
        if (!Double.isFinite(xFullResPx) || !Double.isFinite(yFullResPx)) {
            throw new IllegalArgumentException("spot " + barcode + " has no finite position");
        }
    }
}
