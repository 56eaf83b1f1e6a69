package org.heclip.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.heclip.align.SpotLayout;
import org.heclip.bundle.BundleCard;
import org.heclip.error.InputException;
import org.heclip.h5ad.NdArray;
import org.heclip.map.SpotOutline;
import org.heclip.map.SpotRaster;
import org.heclip.map.TissuePicture;
import org.heclip.report.SlidePage;
import org.heclip.section.Mpp;

/**
 * A slide's positions and its pictures, for drawing.
 *
 * @param picture of the slide, for files
 * @param small of the slide, for pages
 * @param spacingPx between neighbouring positions, in full-resolution pixels
 */
record MappedSlide(
        SectionFile file,
        double[] xy,
        TissuePicture picture,
        TissuePicture small,
        double spacingPx,
        SpotRaster raster) {
    static MappedSlide read(SectionFile file) {
        double[] xy = file.spatial2d();
        double[] x = new double[xy.length / 2];
        double[] y = new double[xy.length / 2];
        for (int s = 0; s < x.length; s++) {
            x[s] = xy[2 * s];
            y[s] = xy[2 * s + 1];
        }
        double diameter = file.scalefactor("spot_diameter_fullres").orElseThrow();
        double spacing = Math.max(SpotLayout.of(xy).pitchPx(), diameter);
        int width = (int) Math.round(file.number("image_width") / file.imageScale());
        int height = (int) Math.round(file.number("image_height") / file.imageScale());
        return new MappedSlide(
                file,
                xy,
                picture(file, "hires"),
                picture(file, "lowres"),
                spacing,
                SpotRaster.of(x, y, spacing, width, height));
    }

    private static TissuePicture picture(SectionFile file, String name) {
        NdArray image = file.image(name);
        double scale = file.scalefactor("tissue_" + name + "_scalef")
                .orElseThrow(() -> new InputException(file.file(), "tissue_" + name + "_scalef", "found nothing"));
        return new TissuePicture(image.shape()[1], image.shape()[0], (byte[]) image.values(), scale);
    }

    int positions() {
        return xy.length / 2;
    }

    List<String> names() {
        return file.data().obs().index();
    }

    /** Unique among slides. */
    String name(int s) {
        return file.section() + ":" + names().get(s);
    }

    double mpp() {
        return file.mpp()
                .map(Mpp::value)
                .orElseThrow(() -> new InputException(file.file(), "uns/heclip/mpp", "found nothing, expected um"));
    }

    /** The area of a position: its cell of the grid, else its round spot. */
    double[][] ring(int s) {
        String layout = file.data().uns().get("heclip") instanceof Map<?, ?> heclip ? "" + heclip.get("layout") : "";
        SpotOutline outline =
                switch (layout) {
                    case "grid_hex" -> SpotOutline.HEXAGON;
                    case "grid_square" -> SpotOutline.SQUARE;
                    default -> SpotOutline.OCTAGON;
                };
        double size = outline == SpotOutline.OCTAGON
                ? file.scalefactor("spot_diameter_fullres").orElse(spacingPx)
                : spacingPx;
        return outline.ring(xy[2 * s], xy[2 * s + 1], size);
    }

    static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    static String dataUri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    SlidePage.Slide page(SlideSummary summary, BundleCard card, List<SlidePage.Gene> genes) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Positions", summary.positions() + ", " + summary.inDomain() + " of them in the domain");
        facts.put("Pixel size", String.format(Locale.ROOT, "%.4g um", summary.mpp()));
        facts.put("Model", summary.model() + " of bundle " + card.name() + " (" + card.version() + ")");
        facts.put("Genes", summary.genes() + ", " + summary.reliableGenes() + " of them reliable");
        facts.put("Trained on", card.training().size() + " sections");
        facts.put("Licence", card.licence());
        facts.put("Intended use", card.intendedUse());
        facts.put("Limitations", card.limitations());
        return new SlidePage.Slide(
                summary.section(), summary.verdict(), facts, summary.warnings(), dataUri(png(small.image())), genes);
    }
}
