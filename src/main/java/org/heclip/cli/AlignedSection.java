package org.heclip.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heclip.align.Alignment;
import org.heclip.align.OrientationCheck;
import org.heclip.h5ad.AnnData;
import org.heclip.h5ad.Column;
import org.heclip.h5ad.NdArray;
import org.heclip.slide.RgbImage;
import org.heclip.slide.Slide;

/** A section with what its alignment found, and thumbnails of its image. */
final class AlignedSection {
    /** Longest side of the thumbnails, Space Ranger's sizes. */
    static final int HIRES_PX = 2000;

    private static final int LOWRES_PX = 600;

    private AlignedSection() {}

    /** @param hires the slide's thumbnail of at most {@link #HIRES_PX} */
    static AnnData of(SectionFile input, Alignment alignment, Slide slide, RgbImage hires) {
        return withThumbnails(input, aligned(input, alignment), slide, hires);
    }

    private static AnnData aligned(SectionFile input, Alignment alignment) {
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
        String[] warnings = alignment.warnings().toArray(String[]::new);
        keys.put("align_warnings", new NdArray(new int[] {warnings.length}, warnings));
        AnnData data = input.data();
        return SectionFile.withHeclip(
                data.withObs(data.obs()
                        .with("tissue_fraction", new Column.Doubles(alignment.tissueFraction()))
                        .with("inside_image", new Column.Bools(alignment.insideImage()))),
                keys);
    }

    private static AnnData withThumbnails(SectionFile input, AnnData data, Slide slide, RgbImage hires) {
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("hires", array(hires));
        images.put("lowres", array(slide.thumbnail(LOWRES_PX)));
        double scale = input.imageScale();
        Map<String, Object> factors = new LinkedHashMap<>();
        factors.put("tissue_hires_scalef", slide.thumbnailScale(HIRES_PX) * scale);
        factors.put("tissue_lowres_scalef", slide.thumbnailScale(LOWRES_PX) * scale);
        return input.withImages(data, images, factors);
    }

    private static NdArray array(RgbImage image) {
        return new NdArray(new int[] {image.height(), image.width(), RgbImage.CHANNELS}, image.pixels());
    }
}
