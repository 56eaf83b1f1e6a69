package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.error.InputException;
import org.heclip.h5ad.AnnData;
import org.heclip.section.Mpp;
import org.heclip.slide.Slide;
import org.heclip.tile.TileCutter;
import org.heclip.tile.TrainedScale;

/** A slide's positions, and how its tiles are cut for a model. */
record SlideTiles(SectionFile section, TrainedScale scale) {
    /** @throws InputException when the pixel size of the image is not known */
    TileCutter cutter(Slide slide) {
        Mpp image = section.mpp()
                .map(mpp -> new Mpp(mpp.value() / section.imageScale()))
                .orElseThrow(() -> new InputException(
                        section.file(), "uns/heclip/mpp", "found nothing, expected um per pixel (column mpp)"));
        return new TileCutter(slide, section.imageScale(), scale.sourcePx(image), scale.tilePx());
    }

    /** The positions alone: neither counts nor pictures. */
    AnnData described() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("tile_px", scale.tilePx());
        keys.put("tile_mpp", scale.mpp().value());
        keys.put("section", section.section());
        return SectionFile.withHeclip(AnnData.of(section.data().obs()), keys)
                .withObsm("spatial", section.data().obsm().get("spatial"));
    }
}
