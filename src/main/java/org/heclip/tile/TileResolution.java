package org.heclip.tile;

import java.util.Optional;
import org.heclip.section.Mpp;

/**
 * The pixel size of tiles.
 *
 * @param mpp um per tile pixel; empty for the image's own pixels, unchanged
 */
public record TileResolution(Optional<Mpp> mpp) {
    public static final String NATIVE = "native";

    /** @throws IllegalArgumentException for a text that is neither {@code native} nor a pixel size */
    public static TileResolution parse(String text) {
        if (text.equals(NATIVE)) {
            return new TileResolution(Optional.empty());
        }
        try {
            return new TileResolution(Optional.of(new Mpp(Double.parseDouble(text))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("tile pixel size '" + text + "' (expected um per pixel, or native)", e);
        }
    }

    /**
     * Edge of the square of the image that becomes a tile, in image pixels, possibly with a fraction.
     *
     * @param imageMpp um per pixel of the image that is read; not needed for {@code native}
     * @throws IllegalArgumentException when it is needed and not known
     */
    public double sourcePx(int tilePx, Optional<Mpp> imageMpp) {
        if (mpp.isEmpty()) {
            return tilePx;
        }
        double image = imageMpp.orElseThrow(
                        () -> new IllegalArgumentException("pixel size of the image is not known (expected mpp in the"
                                + " samplesheet, or tiles of the image's own pixels: native)"))
                .value();
        return tilePx * mpp.get().value() / image;
    }
}
