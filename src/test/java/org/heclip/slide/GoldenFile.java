package org.heclip.slide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of src/test/resources/golden, made by the scripts of src/test/python. */
public final class GoldenFile {
    private GoldenFile() {}

    public static Path path(String name) {
        return Path.of("src/test/resources/golden").resolve(name);
    }

    /** Raw RGB bytes. */
    public static RgbImage rgb(String name, int width, int height) throws IOException {
        return new RgbImage(width, height, Files.readAllBytes(path(name)));
    }

    /** The whole of an image, as it is read here. */
    static RgbImage read(Path file) {
        try (Slide slide = Slides.open(file)) {
            return slide.readRegion(0, 0, slide.width(), slide.height());
        }
    }

    /** Fields of a TSV, without its header. */
    public static List<String[]> tsv(String name) throws IOException {
        try (Stream<String> lines = Files.lines(path(name))) {
            return lines.skip(1).map(line -> line.split("\t", -1)).toList();
        }
    }

    /** Greatest difference of a sample. */
    public static int furthest(RgbImage one, RgbImage other) {
        int furthest = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            furthest = Math.max(furthest, Math.abs((one.pixels()[i] & 0xff) - (other.pixels()[i] & 0xff)));
        }
        return furthest;
    }
}
