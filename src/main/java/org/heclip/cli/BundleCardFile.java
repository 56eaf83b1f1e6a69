package org.heclip.cli;

import java.nio.file.Path;
import org.heclip.bundle.BundleCard;
import org.heclip.bundle.BundlePart;
import org.heclip.config.RecordYaml;
import org.heclip.error.InputException;
import org.heclip.section.Mpp;
import org.heclip.tile.TileResolution;
import org.heclip.tile.TrainedScale;

/** {@code bundle.yml} of an unpacked bundle. */
record BundleCardFile(Path file, BundleCard card) {
    /** @throws InputException when it is no card of a bundle */
    static BundleCardFile read(Path folder) {
        Path file = folder.resolve(BundlePart.CARD.fileName());
        BundleCard card = RecordYaml.read(file, BundleCard.class);
        if (card.tiles() == null
                || card.encoder() == null
                || card.crossValidation() == null
                || card.training() == null) {
            throw new InputException(
                    file, "tiles, encoder, cross_validation, training", "found one missing, expected all");
        }
        return new BundleCardFile(file, card);
    }

    TrainedScale scale() {
        BundleCard.Tiles tiles = card.tiles();
        if (tiles.px() < 1 || tiles.px() > Tile.MAX_TILE_PX) {
            throw new InputException(file, "tiles/px", "found " + tiles.px() + ", expected 1 to " + Tile.MAX_TILE_PX);
        }
        try {
            return new TrainedScale(tiles.px(), new Mpp(tiles.mpp()), TileResolution.NATIVE.equals(tiles.resolution()));
        } catch (IllegalArgumentException e) {
            throw new InputException(file, "tiles/mpp", "found " + e.getMessage(), e);
        }
    }
}
