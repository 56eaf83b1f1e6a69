package org.heclip.align;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether spots lie on their image at all.
 *
 * @param inside by spot: at least half of its disc lies on the image
 * @param tissueSpots number of spots in tissue
 * @param tissueSpotsInside how many of these lie on the image
 */
public record ImageFit(boolean[] inside, int tissueSpots, int tissueSpotsInside) {
    private static final double MOST = 0.5;
    private static final int GRID = 20;

    /** @param spots in pixels of the image */
    public static ImageFit of(SpotLayout spots, int width, int height) {
        boolean[] inside = new boolean[spots.size()];
        int tissue = 0;
        int tissueInside = 0;
        for (int s = 0; s < inside.length; s++) {
            inside[s] = isHalfInside(spots, s, width, height);
            tissue += spots.inTissue()[s] ? 1 : 0;
            tissueInside += spots.inTissue()[s] && inside[s] ? 1 : 0;
        }
        return new ImageFit(inside, tissue, tissueInside);
    }

    /** Whether at least half of a disc lies on the image: by a grid of points, and at once where it lies on it whole. */
    private static boolean isHalfInside(SpotLayout spots, int s, int width, int height) {
        double x = spots.x()[s];
        double y = spots.y()[s];
        double r = spots.radiusPx();
        if (x >= r && y >= r && x <= width - r && y <= height - r) {
            return true;
        }
        int all = 0;
        int inside = 0;
        for (int i = -GRID; i <= GRID; i++) {
            for (int j = -GRID; j <= GRID; j++) {
                if (Math.hypot(i, j) <= GRID) {
                    double px = x + r * i / GRID;
                    double py = y + r * j / GRID;
                    all++;
                    inside += px >= 0 && py >= 0 && px <= width && py <= height ? 1 : 0;
                }
            }
        }
        return 2 * inside >= all;
    }

    /** Most of the spots in tissue lie on the image. */
    public boolean isUsable() {
        return tissueSpots > 0 && tissueSpotsInside > MOST * tissueSpots;
    }

    /** Spots in tissue that lie beside the image. */
    public int outside() {
        return tissueSpots - tissueSpotsInside;
    }

    /**
     * What would bring the spots onto the image.
     *
     * @param spots in pixels of the image, at its present scale
     * @param knownScales names and factors that may have been meant, such as {@code tissue_hires_scalef}
     * @param imageScale the present image pixels per full-resolution pixel
     */
    public static String advice(
            SpotLayout spots, int width, int height, Map<String, Double> knownScales, double imageScale) {
        Optional<Map.Entry<String, Double>> fitting = knownScales.entrySet().stream()
                .filter(scale -> scale.getValue() > 0)
                .filter(scale -> of(spots.scaled(scale.getValue() / imageScale), width, height)
                        .isUsable())
                .findFirst();
        if (fitting.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "with %s = %.6g they would lie on it: this is that smaller image, not the full-resolution one",
                    fitting.get().getKey(),
                    fitting.get().getValue());
        }
        for (Orientation orientation : Orientation.values()) {
            if (of(spots.turned(orientation, width, height), width, height).isUsable()) {
                return "in orientation " + orientation.label() + " they would lie on it (--align fix tries it)";
            }
        }
        int[] tissue = spots.tissueSpots();
        double right =
                Arrays.stream(tissue).mapToDouble(s -> spots.x()[s]).max().orElse(0);
        double bottom =
                Arrays.stream(tissue).mapToDouble(s -> spots.y()[s]).max().orElse(0);
        String reach =
                String.format(Locale.ROOT, "they reach to (%.0f, %.0f): the image is of another ", right, bottom);
        return right <= 0 || bottom <= 0
                ? reach + "section, or its corner is not where positions are counted from"
                : reach
                        + String.format(
                                Locale.ROOT,
                                "resolution (a scale of at most %.4g would fit), or of another section",
                                Math.min(width / right, height / bottom) * imageScale);
    }
}
