package org.heclip.cli;

import java.awt.image.BufferedImage;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.heclip.error.InputException;
import org.heclip.h5ad.NdArray;
import org.heclip.ingest.ImageHeader;
import org.heclip.ingest.ScaleFactors;

/** {@code uns["spatial"][<library>]} of an h5ad: scale factors and the hires image, as scanpy and squidpy keep them. */
final class UnsSpatial {
    private final Path file;
    private final String path;
    private final Map<?, ?> library;

    private UnsSpatial(Path file, String name, Map<?, ?> library) {
        this.file = file;
        this.path = "uns/spatial/" + name;
        this.library = library;
    }

    /**
     * The library named as the section, else the only one; an empty one when the file has none.
     *
     * @throws InputException when there are several and none is the section's
     */
    static UnsSpatial of(Path file, Map<String, Object> uns, String section) {
        if (!(uns.get("spatial") instanceof Map<?, ?> libraries) || libraries.isEmpty()) {
            return new UnsSpatial(file, section, Map.of());
        }
        Object name = libraries.containsKey(section)
                ? section
                : libraries.keySet().iterator().next();
        if (libraries.size() > 1 && !name.equals(section)) {
            throw new InputException(
                    file,
                    "uns/spatial",
                    "found libraries " + libraries.keySet() + ", expected one, or one named " + section);
        }
        return new UnsSpatial(file, name.toString(), libraries.get(name) instanceof Map<?, ?> m ? m : Map.of());
    }

    ScaleFactors scaleFactors() {
        Map<String, Double> factors = new LinkedHashMap<>();
        if (library.get("scalefactors") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> scalar(value).ifPresent(number -> factors.put(name.toString(), number)));
        }
        return ScaleFactors.of(file, factors);
    }

    private static Optional<Double> scalar(Object value) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        return value instanceof NdArray array && Array.getLength(array.values()) == 1
                ? doubles(array).map(values -> values[0])
                : Optional.empty();
    }

    /** The hires image, to be written as PNG. */
    Optional<SectionInput.OwnImage> hires() {
        if (!(library.get("images") instanceof Map<?, ?> images) || !(images.get("hires") instanceof NdArray hires)) {
            return Optional.empty();
        }
        double scale = scaleFactors().require(file, ScaleFactors.HIRES);
        BufferedImage image = image(hires);
        return Optional.of(new SectionInput.OwnImage(
                "hires.png",
                new ImageHeader(image.getWidth(), image.getHeight()),
                scale,
                Optional.empty(),
                target -> ImageIO.write(image, "png", target.toFile())));
    }

    /** RGB of {@code [y][x][3 or 4]}: uint8, or floats from 0 to 1 as matplotlib reads PNG. */
    private BufferedImage image(NdArray array) {
        int[] shape = array.shape();
        boolean bytes = array.values() instanceof byte[];
        if (shape.length != 3 || shape[2] < 3 || shape[2] > 4 || shape[0] == 0 || shape[1] == 0) {
            throw new InputException(file, path + "/images/hires", "found no array [y][x][3], expected an RGB image");
        }
        double[] values = bytes
                ? null
                : doubles(array)
                        .orElseThrow(() -> new InputException(
                                file, path + "/images/hires", "found no numbers, expected an RGB image"));
        BufferedImage image = new BufferedImage(shape[1], shape[0], BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < shape[0] * shape[1]; p++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                int i = p * shape[2] + c;
                rgb = rgb << 8 | (bytes ? ((byte[]) array.values())[i] & 0xff : level(values[i]));
            }
            image.setRGB(p % shape[1], p / shape[1], rgb);
        }
        return image;
    }

    private int level(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InputException(
                    file, path + "/images/hires", "found " + value + ", expected uint8 or numbers from 0 to 1");
        }
        return (int) Math.round(value * 255);
    }

    /** The numbers of an array; empty when it holds none. */
    static Optional<double[]> doubles(NdArray array) {
        Object values = array.values();
        if (values instanceof boolean[] || values instanceof String[]) {
            return Optional.empty();
        }
        double[] doubles = new double[Array.getLength(values)];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = Array.getDouble(values, i);
        }
        return Optional.of(doubles);
    }
}
