package org.heclip.align;

/**
 * The eight ways in which spots may lie on an image: as given, mirrored, turned, or with x and y exchanged. Positions in an
 * image of width W and height H; those that exchange the axes come from a frame of width H and height W.
 */
public enum Orientation {
    /** (x, y): as given. */
    AS_GIVEN(false, false, false),
    /** (W - x, y). */
    FLIP_X(false, true, false),
    /** (x, H - y). */
    FLIP_Y(false, false, true),
    /** (W - x, H - y). */
    ROTATE_180(false, true, true),
    /** (y, x). */
    SWAP_XY(true, false, false),
    /** (W - y, x): a quarter turn clockwise. */
    ROTATE_90(true, true, false),
    /** (y, H - x): a quarter turn anticlockwise. */
    ROTATE_270(true, false, true),
    /** (W - y, H - x). */
    SWAP_XY_ROTATE_180(true, true, true);

    private final boolean swaps;
    private final boolean mirrorsX;
    private final boolean mirrorsY;

    Orientation(boolean swaps, boolean mirrorsX, boolean mirrorsY) {
        this.swaps = swaps;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
    }

    /** New x of a spot in an image of this width. */
    public double x(double x, double y, double width) {
        double along = swaps ? y : x;
        return mirrorsX ? width - along : along;
    }

    /** New y of a spot in an image of this height. */
    public double y(double x, double y, double height) {
        double along = swaps ? x : y;
        return mirrorsY ? height - along : along;
    }

    /** Name in files: lower case, as {@code as_given}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
