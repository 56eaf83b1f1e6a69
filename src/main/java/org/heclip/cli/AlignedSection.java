package org.heclip.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heclip.align.Alignment;
import org.heclip.align.Displacement;
import org.heclip.align.Displacement.Estimate;
import org.heclip.align.OrientationCheck;
import org.heclip.align.SpotStains;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.DataFrame;
import org.heclip.h5ad.NdArray;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;

/** A section with what its alignment found, and thumbnails of its image. */
final class AlignedSection {
    /** Longest side of the smaller thumbnail, Space Ranger's. */
    private static final int LOWRES_PX = 600;

    private AlignedSection() {}

    static AnnData of(PlacedSection placed, Slide slide) {
        return withThumbnails(placed, aligned(placed), slide);
    }

    private static AnnData aligned(PlacedSection placed) {
        Alignment alignment = placed.alignment();
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(
                "orientation",
                alignment.orientation().map(c -> c.best().label()).orElse("unchecked"));
        keys.put(
                "orientation_score",
                alignment.orientation().map(OrientationCheck::score).orElse(Double.NaN));
        keys.put(
                "orientation_margin",
                alignment.orientation().map(OrientationCheck::margin).orElse(Double.NaN));
        keys.put(
                "orientation_lead",
                alignment.orientation().map(OrientationCheck::lead).orElse(Double.NaN));
        keys.put("orientation_applied", placed.applied().label());
        alignment
                .displacement()
                .ifPresent(d -> displacement(d.scaled(1 / placed.input().imageScale()), keys));
        placed.ownStain().ifPresent(own -> own.addTo(keys));
        List<String> warnings = new ArrayList<>(placed.warnings());
        keys.put("align_warnings", new NdArray(new int[] {warnings.size()}, warnings.toArray(String[]::new)));
        return SectionFile.withHeclip(placed.input().data().withObs(obs(placed)), keys);
    }

    private static DataFrame obs(PlacedSection placed) {
        Alignment alignment = placed.alignment();
        DataFrame obs = placed.input()
                .data()
                .obs()
                .with("tissue_fraction", new Column.Doubles(alignment.tissueFraction()))
                .with("ink_fraction", new Column.Doubles(alignment.inkFraction()))
                .with("fold_fraction", new Column.Doubles(alignment.foldFraction()))
                .with("inside_image", new Column.Bools(alignment.insideImage()));
        if (placed.stains().isEmpty()) {
            return obs;
        }
        SpotStains stains = placed.stains().get();
        return obs.with("sharpness", new Column.Doubles(stains.sharpness()))
                .with("haematoxylin_od", new Column.Doubles(stains.haematoxylin()))
                .with("eosin_od", new Column.Doubles(stains.eosin()));
    }

    private static void displacement(Displacement found, Map<String, Object> keys) {
        keys.put("displacement_witness", found.witness().label());
        estimate("displacement_x", found.shiftX(), keys);
        estimate("displacement_y", found.shiftY(), keys);
        estimate("displacement_turn", found.turn(), keys);
        keys.put("displacement_rms", found.rmsPx());
        keys.put("displacement_limit", found.limitPx());
        keys.put("displacement_probability", found.probability());
        keys.put("displacement_detected", found.isDetected());
    }

    private static void estimate(String name, Estimate estimate, Map<String, Object> keys) {
        keys.put(name, estimate.value());
        keys.put(name + "_low", estimate.low());
        keys.put(name + "_high", estimate.high());
    }

    private static AnnData withThumbnails(PlacedSection placed, AnnData data, Slide slide) {
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("hires", array(placed.hires()));
        images.put("lowres", array(slide.thumbnail(LOWRES_PX)));
        double scale = placed.input().imageScale();
        Map<String, Object> factors = new LinkedHashMap<>();
        factors.put("tissue_hires_scalef", slide.thumbnailScale(PlacedSection.HIRES_PX) * scale);
        factors.put("tissue_lowres_scalef", slide.thumbnailScale(LOWRES_PX) * scale);
        return placed.input().withImages(data, images, factors);
    }

    private static NdArray array(RgbImage image) {
        return new NdArray(new int[] {image.height(), image.width(), RgbImage.CHANNELS}, image.pixels());
    }
}
