package org.heclip.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.heclip.align.SpotLayout;
import org.heclip.align.StainVectors;
import org.heclip.h5ad.NdArray;
import org.heclip.model.Tiles;
import org.heclip.slide.Slide;
import org.heclip.stain.MacenkoProfile;
import org.heclip.stain.StainFit;
import org.heclip.stain.StainMethod;

/**
 * What the stains of a section look like, from the squares around its spots in tissue: Macenko's directions, as {@code --stain
 * macenko} has them. Fixed vectors fit some laboratories' stains only.
 *
 * @param vectors empty where they cannot be told
 * @param problem why not; else empty
 */
record OwnStain(Optional<StainVectors> vectors, String problem) {
    /** @param spots in pixels of the image */
    static OwnStain of(SpotLayout spots, Slide slide) {
        int[] tissue = spots.tissueSpots();
        int edge = (int) Math.max(1, Math.round(2 * spots.radiusPx()));
        Tiles squares = new Tiles.Read(tissue.length, edge, s -> {
            int left = (int) Math.round(spots.x()[tissue[s]] - spots.radiusPx());
            int top = (int) Math.round(spots.y()[tissue[s]] - spots.radiusPx());
            return slide.readRegion(left, top, edge, edge).pixels();
        });
        StainFit fit = SectionStain.measured(StainMethod.MACENKO, squares).fit();
        return new OwnStain(fit.profile().map(profile -> vectors(profile.values())), fit.problem());
    }

    private static StainVectors vectors(double[] profile) {
        return new StainVectors(Arrays.copyOf(profile, 3), Arrays.copyOfRange(profile, 3, 6), MacenkoProfile.LIGHT);
    }

    /** For {@code uns["heclip"]}. */
    void addTo(Map<String, Object> keys) {
        keys.put("od_vectors_source", vectors.isPresent() ? StainMethod.MACENKO.id() : "ruifrok: " + problem);
        vectors.ifPresent(v -> {
            double[] both = Arrays.copyOf(v.haematoxylin(), 6);
            System.arraycopy(v.eosin(), 0, both, 3, 3);
            keys.put("od_vectors", NdArray.of(2, 3, both));
        });
    }
}
